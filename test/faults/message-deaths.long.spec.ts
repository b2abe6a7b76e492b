import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Server } from '../journeys/server.js';
import type { MortalBook } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';
import { around, bookWith, decisionsOf, expectOnce, LATER, LETTER, put, sell, settled } from './letters.js';

/** What is asked of the log and of the outbox from a fact to a letter that is out. */
const STEPS = [
  ...['DecideAction', 'moveOn action.decisions', 'enqueue', 'moveOn action.tasks'].flatMap(around),
  'after claim',
  ...around('settle'),
];

describe('letters of an automation', () => {
  let book: MortalBook;
  let server: Server;
  let ahead = 0;
  let sales = 0;
  const buy = (on: Server): Promise<unknown> =>
    sell(on, `s${String(sales++)}`, sales % 3 === 0 ? 'bob' : 'ada', new Date().toISOString());
  const occasions = async (): Promise<readonly string[]> => {
    const { events } = (await server.get('/v1/log?limit=1000')) as {
      readonly events: readonly { readonly id: string; readonly type: string }[];
    };
    return events.flatMap(({ id, type }) => (type === 'SaleRecorded' ? [id] : []));
  };
  const expectAll = async (): Promise<void> => {
    await settled(server);
    const decided = (await decisionsOf(server, 'thanks')).filter(({ decision }) => decision === 'taken');
    expect(decided.map(({ occasion }) => occasion).toSorted()).toEqual((await occasions()).toSorted());
    await expectOnce(server, book, decided.length);
  };

  beforeAll(async () => {
    book = await bookWith(['ada', 'bob']);
    server = await book.start();
    await put(server, 'automations/thanks', { title: 'Thanks', on: { fact: 'RecordSale' }, do: [LETTER] });
    await buy(server);
    await expectAll();
    await server.stop();
  });
  afterAll(async () => {
    await server.stop();
    await book.close();
  });

  it('are written once for each fact, at whatever step the process is killed', async () => {
    let deaths = 0;
    for (const diesAt of STEPS) {
      ahead += LATER;
      const mortal = await book.startMortal({ ahead, diesAt });
      if (mortal !== undefined) {
        await buy(mortal).catch(() => undefined);
        await until(() => mortal.ended);
      }
      deaths++;
    }
    expect(deaths).toBe(STEPS.length);
    ahead += LATER;
    server = await book.start({ ahead });
    await buy(server);
    await expectAll();
    expect(book.heard.length).toBeGreaterThan(STEPS.length / 2);
  });

  it('are not written again while the read models are made anew, nor out of a backup that is restored', async () => {
    const before = book.heard.length;
    expect((await server.post('/v1/rebuild', {})).status).toBe(202);
    await buy(server);
    await expectAll();
    expect(book.heard.length).toBe(before + 1);
    server = await book.movedOn(server, ahead);
    await buy(server);
    await expectAll();
    expect(book.heard.length).toBe(before + 2);
  });
});
