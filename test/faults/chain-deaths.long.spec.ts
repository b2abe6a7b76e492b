import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Server } from '../journeys/server.js';
import { MortalBook } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';
import { areStopped, beginChains, CHAIN_STEPS, expectChainsOnce, given, logOf, type Recorded } from './chains.js';
import { around } from './letters.js';

const CUSTOMERS = ['ada', 'bo', 'cy'];
/** The first of each kind, and some in the course of a chain. */
const STEPS: readonly (string | number)[] = [...CHAIN_STEPS.flatMap(around), 17, 41];
/** Of a process that ends meanwhile: a chain that is not over. */
const UNKNOWN: readonly Recorded[] = [
  { type: 'CustomerChanged', position: '0', data: { attributes: { salesperson: 'a0' } } },
];
/** So many that a backup comes in the middle of them on most machines. */
const MANY = 100;

describe('automations that set each other off', () => {
  let book: MortalBook;
  let sent: string[];
  const begin = (server: Server, count: number): Promise<unknown> => {
    const lines = Array.from({ length: count }, (_, i) =>
      given(`g${String(sent.length + i)}`, CUSTOMERS[i % CUSTOMERS.length] ?? ''),
    );
    sent.push(...lines);
    return server.bulk(lines);
  };
  const stopped = (server: Server): Promise<void> => until(async () => areStopped(await logOf(server), sent.length));

  beforeEach(async () => {
    book = await MortalBook.open();
    sent = [];
    const server = await book.start();
    await beginChains(server, CUSTOMERS);
    await begin(server, 1);
    await stopped(server);
    await server.stop();
  });
  afterEach(() => book.close());

  it('do so once and are stopped once, at whatever step the process is killed', async () => {
    for (const diesAt of STEPS) {
      const mortal = await book.startMortal({ diesAt });
      if (mortal === undefined) continue;
      await begin(mortal, 1).catch(() => undefined);
      // What was sent to one that died by then is sent again below.
      await until(async () => mortal.ended || areStopped(await logOf(mortal).catch(() => UNKNOWN)));
      await mortal.kill('SIGKILL');
    }
    const server = await book.start();
    // What nobody was told is recorded is sent again.
    expect((await server.bulk(sent)).body).toMatchObject({ rejected: 0 });
    await stopped(server);
    expectChainsOnce(await logOf(server), sent.length);
    await server.stop();
  });

  it('do so once where the book goes on from a backup that was taken in the middle of them', async () => {
    const server = await book.start();
    await begin(server, MANY);
    const restored = await book.movedOn(server, 0);
    expect((await restored.bulk(sent)).body).toMatchObject({ rejected: 0 });
    await stopped(restored);
    expectChainsOnce(await logOf(restored), sent.length);
    await restored.stop();
  });
});
