import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../processes/until.js';
import { scratchFolder, Server, tally } from '../journeys/server.js';

const CUSTOMERS = 40_000;
const FACTS = 200_000;
const ERASED = 1_000;
const A_REQUEST = 10_000;
const A_PAGE = 1_000;
const FIRST = Date.parse('2023-01-01');
const DAYS = 365;
const DAY = 86_400_000;
/** Of everybody: nothing else in the book has it. */
const NAME = 'Wilhelmina';

const on = (day: number): string => new Date(FIRST + day * DAY).toISOString().slice(0, 10);
const dayOf = (fact: number): number => Math.floor((fact * DAYS) / FACTS);

/** Customers with names, and what they bought, in the order in which it was known. */
function lineOf(fact: number): string {
  const knownSince = `${on(dayOf(fact))}T12:00:00Z`;
  const one = fact % 5 === 0 ? fact / 5 : (fact * 7_919) % (Math.floor(fact / 5) + 1);
  const id = `c-${String(one)}`;
  if (fact % 5 === 0) {
    const region = ['north', 'south', 'west'][one % 3];
    const personal = { name: `${NAME} ${String(one)}`, email: `${NAME.toLowerCase()}-${String(one)}@example.org` };
    const data = { id, registeredAt: on(dayOf(fact)), region, ...personal };
    return JSON.stringify({ type: 'RegisterCustomer', data, knownSince });
  }
  const lines = [{ product: `p-${String(fact % 20)}`, quantity: 1, unitPrice: `${String(fact % 90)}.10` }];
  const data = { id: `s-${String(fact)}`, customerId: id, occurredAt: on(dayOf(fact)), lines };
  return JSON.stringify({ type: 'RecordSale', data, knownSince });
}

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

describe(`access, contract tests 26 and 32: a book of ${String(FACTS)} facts`, () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Server;
  const at = (name: string): string => join(scratch.folder, name);
  const keys = () => ({ TALLY_MASTER_KEY_FILE: at('master.key'), TALLY_KEYS_DIR: at('keys') });
  const start = async (settings: Readonly<Record<string, string>> = {}): Promise<void> => {
    server = await Server.start(at('data'), { TALLY_RATE_QUESTIONS: '1000000', ...settings });
  };
  /** The same days in each run: what is told of them must not move. */
  const TIMES = Array.from({ length: 20 }, (_, i) => {
    const asOf = (i * 97 + 31) % DAYS;
    return `asOf=${on(asOf)}&to=${on(asOf)}&knownAt=${on((i * 131 + 200) % DAYS)}`;
  });
  let position = '';

  /** All that is told of figures, as one digest each. */
  async function told(): Promise<readonly unknown[]> {
    const asked = ['/v1/figures', ...TIMES.map((time) => `/v1/figures?${time}`)];
    const digests: unknown[] = [];
    for (const path of asked) digests.push((await get(path))['digest']);
    const cohorts = (await get('/v1/cohorts'))['cohorts'];
    const { customers, thresholds, counts, cells } = await get('/v1/rfm');
    const { position: _, ...periods } = await get('/v1/periods');
    return [...digests, ...[cohorts, { customers, thresholds, counts, cells }, periods].map(digestOf)];
  }

  async function get(path: string): Promise<Readonly<Record<string, unknown>>> {
    let body: Readonly<Record<string, unknown>> = {};
    // Read models of a log that was made anew are made anew too: until then there is no answer.
    await until(async () => {
      const answer = await server.send('GET', `${path}${path.includes('?') ? '&' : '?'}position=${position}`);
      if (answer.status === 503) return false;
      expect([path, answer.status]).toEqual([path, 200]);
      body = answer.body;
      return true;
    });
    return body;
  }

  /** Where every event is, what it is called and when it was recorded. */
  async function places(): Promise<string> {
    const hash = createHash('sha256');
    for (let after = '0'; ;) {
      const { body } = await server.send('GET', `/v1/log?after=${after}&limit=${String(A_PAGE)}`);
      const events = body['events'] as readonly Readonly<Record<string, unknown>>[];
      for (const event of events) hash.update(JSON.stringify([event['position'], event['id'], event['recordedAt']]));
      if (events.length < A_PAGE) return hash.digest('hex');
      after = String(events.at(-1)?.['position']);
    }
  }

  /** Files of the data folder with somebody's name in clear. */
  async function inClear(): Promise<readonly string[]> {
    const files = await readdir(at('data'), { recursive: true, withFileTypes: true });
    const found: string[] = [];
    for (const { name, parentPath } of files.filter((one) => one.isFile())) {
      let before = '';
      for await (const chunk of createReadStream(join(parentPath, name), 'latin1')) {
        const text = before + String(chunk);
        if (text.toLowerCase().includes(NAME.toLowerCase())) found.push(name);
        before = text.slice(-NAME.length);
      }
    }
    return [...new Set(found)];
  }

  beforeAll(async () => {
    scratch = await scratchFolder();
    await writeFile(at('master.key'), randomBytes(32));
    await start();
    for (let from = 0; from < FACTS; from += A_REQUEST) {
      const { body } = await server.bulk(Array.from({ length: A_REQUEST }, (_, i) => lineOf(from + i)));
      expect([body['accepted'], body['errors']]).toEqual([A_REQUEST, []]);
      position = String(body['position']);
    }
  }, 300_000);
  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  let before: readonly unknown[];

  it('has the same figures and positions once it is protected, and nobody in clear', async () => {
    const [toldBefore, placesBefore] = [await told(), await places()];
    await server.stop();
    expect((await inClear()).length).toBeGreaterThan(0);
    const { code, out } = await tally(['protect', '--data', at('data')], keys());
    expect([code, out]).toEqual([0, expect.stringContaining(`${String(CUSTOMERS)} of`)]);
    expect(await tally(['protect', '--data', at('data'), '--discard'], keys())).toMatchObject({ code: 0 });
    expect(await inClear()).toEqual([]);
    await start(keys());
    before = await told();
    expect(before).toEqual(toldBefore);
    expect(await places()).toBe(placesBefore);
    expect(await get('/v1/customers/c-1')).toMatchObject({ name: `${NAME} 1` });
  }, 600_000);

  it(`has the same figures, at any time, once ${String(ERASED)} of its customers are erased`, async () => {
    const closed = await server.post('/v1/periods/2023-06/close', {});
    expect(closed.status).toBe(201);
    before = await told();
    for (let i = 0; i < ERASED; i++) {
      const { status } = await server.post(`/v1/customers/c-${String(i * 7)}/erase`, {
        id: `e-${String(i)}`,
        reason: 'request',
      });
      expect(status).toBe(201);
    }
    const { body } = await server.send('GET', '/v1/me');
    position = String(body['position']);
    expect(await told()).toEqual(before);
    const card = await get('/v1/customers/c-7');
    expect([card['name'], card['erased']]).toEqual([undefined, expect.anything()]);
    await server.stop();
    await start(keys());
    expect(await told()).toEqual(before);
    expect(await get('/v1/customers/c-8')).toMatchObject({ name: `${NAME} 8` });
    expect(await inClear()).toEqual([]);
  }, 600_000);
});
