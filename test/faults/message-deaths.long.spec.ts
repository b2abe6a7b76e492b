import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { tally, type Server } from '../journeys/server.js';
import { cutShort, deliveriesOf, MortalBook } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';

/** Milliseconds: what a dead process had in hand is claimed for a minute. */
const LATER = 61_000;
const CLOCK_AHEAD = new URL('../processes/clock-ahead.mjs', import.meta.url).pathname;
const REACTIONS = ['decisions', 'tasks'];
/** What is asked of the log and of the outbox from a fact to a letter that is out. */
const STEPS = [
  ...['DecideAction', 'moveOn action.decisions', 'enqueue', 'moveOn action.tasks'].flatMap(around),
  'after claim',
  ...around('settle'),
];
function around(step: string): readonly string[] {
  return [`before ${step}`, `after ${step}`];
}

interface Decided {
  readonly customer: string;
  readonly occasion: string;
  readonly decision: string;
}

const LETTER = { message: { channel: 'hook', template: 'Thank you, {{ name }}' } };

/** A book in which customers agree to be written to, by a program that is told of it. */
async function bookWith(customers: readonly string[]): Promise<MortalBook> {
  const book = await MortalBook.open();
  const server = await book.start();
  await put(server, 'channels/hook', { kind: 'webhook', url: book.receiver.url });
  for (const id of customers) {
    await server.post('/v1/customers', { id, registeredAt: '2024-01-01', name: id.toUpperCase() });
    await put(server, `customers/${id}/consent`, { channel: 'webhook', given: true, at: '2024-01-01' });
  }
  await server.stop();
  return book;
}

async function put(server: Server, path: string, body: object): Promise<void> {
  const answer = await server.send('PUT', `/v1/${path}`, body);
  expect([answer.body, answer.status]).toEqual([answer.body, 201]);
}

function sell(server: Server, id: string, customerId: string, occurredAt: string): Promise<unknown> {
  const lines = [{ product: 'tea', quantity: 1, unitPrice: '10' }];
  return server.post('/v1/sales', { id, customerId, occurredAt, lines });
}

async function decisionsOf(server: Server, automation: string): Promise<readonly Decided[]> {
  return (await server.get(`/v1/automations/${automation}/decisions?limit=1000`))['decisions'] as readonly Decided[];
}

/** Until everything recorded was decided about, and every letter is out. */
function settled(server: Server): Promise<void> {
  return until(async () => {
    const lines = (await (await fetch(`${server.url}/metrics`)).text()).split('\n');
    const reached = REACTIONS.map((name) => {
      const series = `tally_reaction_position{reaction="action.${name}"} `;
      return Number(lines.find((line) => line.startsWith(series))?.slice(series.length) ?? -1);
    });
    if (Math.min(...reached) < Number((await server.get('/v1/log?limit=1'))['tail'])) return false;
    return (await deliveriesOf(server)).every(({ state }) => state === 'delivered');
  });
}

/** Each letter is out, under a name of its own; again only where a process died that had it in hand. */
async function expectOnce(server: Server, book: MortalBook, letters: number): Promise<void> {
  const all = await deliveriesOf(server);
  expect(all.length).toBe(letters);
  expect([...new Set(book.heard)].toSorted()).toEqual(all.map(({ id }) => id).toSorted());
  expect(book.heard.length - letters).toBeLessThanOrEqual(cutShort(all));
}

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
    const copied = await tally(['backup', join(book.folder, 'backup'), '--data', join(book.folder, 'data')]);
    expect([copied.err, copied.code]).toEqual(['', 0]);
    await server.stop();
    const clock = { NODE_OPTIONS: `--import ${CLOCK_AHEAD}`, CLOCK_AHEAD: String(ahead) };
    const folders = [join(book.folder, 'backup'), '--data', join(book.folder, 'restored')];
    const restored = await tally(['restore', ...folders], clock);
    expect([restored.err, restored.code]).toEqual(['', 0]);
    server = await book.start({ ahead, data: 'restored' });
    await buy(server);
    await expectAll();
    expect(book.heard.length).toBe(before + 2);
  });
});
