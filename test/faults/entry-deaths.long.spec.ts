import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Server } from '../journeys/server.js';
import type { MortalBook } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';
import { around, bookWith, decisionsOf, expectOnce, LETTER, put, sell, settled } from './letters.js';

const DAY = 86_400_000;
/** What is asked of the log and of the outbox from the end of a day to a letter that is out. */
const STEPS = [
  ...['DecideAction', 'moveOn schedule:action.due', 'enqueue', 'moveOn action.tasks'].flatMap(around),
  'after claim',
  ...around('settle'),
];

/** Ada buys on every other day, and is in the segment of those who bought on the day: she enters it anew each time. */
describe('letters to a customer who enters a segment again and again', () => {
  const today = Math.floor(Date.now() / DAY);
  const noon = (day: number): number => (today + day + 0.5) * DAY;
  const ahead = (day: number): number => noon(day) - Date.now();
  const entered: number[] = [];
  let book: MortalBook;
  let server: Server;

  /** On the noon of a day, by a process that goes on. */
  const enter = async (day: number): Promise<void> => {
    const on = await book.start({ ahead: ahead(day) });
    await sell(on, `s${String(day)}`, 'ada', new Date(noon(day)).toISOString());
    await on.stop();
    entered.push(day);
  };

  beforeAll(async () => {
    book = await bookWith(['ada'], ahead(0));
    server = await book.start({ ahead: ahead(0) });
    await put(server, 'segments/fresh', { title: 'Fresh', rule: 'last_purchase_days < 1' });
    const rule = { title: 'Thanks', on: { enters: 'fresh' }, do: [LETTER] };
    await put(server, 'automations/each', rule);
    await put(server, 'automations/first', { ...rule, once: 'per-customer' });
    await server.stop();
  });
  afterAll(async () => {
    await server.stop();
    await book.close();
  });

  it('are written once for each time, or once for the customer, at whatever step the process is killed', async () => {
    const died: string[] = [];
    for (const [i, diesAt] of STEPS.entries()) {
      const day = 2 * i + 1;
      await enter(day);
      const mortal = await book.startMortal({ ahead: ahead(day + 1), diesAt });
      if (mortal !== undefined) await until(() => mortal.ended);
      died.push(diesAt);
    }
    const last = 2 * STEPS.length + 1;
    await enter(last);
    server = await book.start({ ahead: ahead(last + 1) });
    await until(async () => (await decisionsOf(server, 'each')).length >= entered.length);
    await until(async () => (await decisionsOf(server, 'first')).length >= entered.length);
    await settled(server);
    expect(died).toEqual(STEPS);
    const occasions = entered.map((day) => `enters:fresh@${new Date(noon(day)).toISOString().slice(0, 10)}`);
    const told = async (automation: string): Promise<readonly string[]> =>
      (await decisionsOf(server, automation)).map(
        ({ occasion, decision, reason }) => `${occasion} ${reason ?? decision}`,
      );
    expect((await told('each')).toSorted()).toEqual(occasions.map((one) => `${one} taken`));
    const [first = '', ...again] = occasions;
    expect((await told('first')).toSorted()).toEqual([`${first} taken`, ...again.map((one) => `${one} once`)]);
    await expectOnce(server, book, occasions.length + 1);
  });
});
