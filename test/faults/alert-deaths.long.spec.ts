import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { tally, type Server } from '../journeys/server.js';
import { Stage } from '../journeys/stage.js';
import { cutShort, deliveriesOf, MortalBook } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';
import { Receiver } from '#testing/receiver.js';
import { begin, delivered, judged, morningOf, recordedOf, saleOf, sell } from './alert-days.js';

/** What is asked of the log and of the outbox; those first that are met only when a day begins. */
const JUDGING = ['ResolveAlert', 'moveOn schedule:firing.turns', 'FireAlert', 'moveOn firing.facts'].flatMap(around);
const TELLING = [...['moveOn firing.messages', 'enqueue', 'settle'].flatMap(around), 'after claim'];
/** Milliseconds: what a dead process had in hand is claimed for a minute. */
const LATER = 61_000;

const CLOCK_AHEAD = new URL('../processes/clock-ahead.mjs', import.meta.url).pathname;

function around(step: string): readonly string[] {
  return [`before ${step}`, `after ${step}`];
}

/** The same days twice: by processes that die, and by one that nothing happens to. */
describe('alerts', () => {
  let book: MortalBook;
  let undisturbed: Undisturbed;
  let server: Server;
  let day = 0;

  const ahead = (): number => morningOf(day) - Date.now();
  /** A day of a process that lives. */
  const goesOn = async (): Promise<void> => {
    await judged(server, day);
    await sell(server, day);
    await judged(server, day);
    await delivered(server);
  };
  /** Whether a dead process has recorded it, whether or not it said so. */
  const isRecorded = async (claim: string): Promise<boolean> => {
    const log = SqliteEventLog.openReader(join(book.folder, 'data/log.sqlite'));
    const events = await log.readAll(0, 1_000);
    await log.close();
    return events.some((event) => event.claim === claim);
  };
  /** That all that happened is what happened where nothing disturbed it. */
  const expectSame = async (): Promise<void> => {
    const { recorded, told } = await undisturbed.upTo(day);
    expect(await recordedOf(server)).toEqual(recorded);
    expect([...new Set(book.heard)].toSorted()).toEqual(told);
  };

  beforeAll(async () => {
    book = await MortalBook.open();
    undisturbed = await Undisturbed.open();
    server = await book.start({ ahead: ahead() });
    await begin(server, book.receiver.url);
    // Reactions begin where the log ends when they are run for the first time.
    await goesOn();
    await server.stop();
  });
  afterAll(async () => {
    await server.stop();
    await undisturbed.close();
    await book.close();
  });

  it.each([
    ['judging', JUDGING],
    ['telling', TELLING],
  ])('fire and tell once for ever, at whatever step of %s the process is killed', async (_what, steps) => {
    await server.stop();
    day++;
    for (const diesAt of steps) {
      const mortal = await book.startMortal({ ahead: ahead(), diesAt });
      if (mortal !== undefined) {
        await sell(mortal, day).catch(() => undefined);
        await until(() => mortal.ended);
      }
      // One that dies as it begins leaves the rest of its day to the next.
      if (await isRecorded(saleOf(day))) day++;
    }
    server = await book.start({ ahead: ahead() + LATER });
    await goesOn();
    await expectSame();
    // It is heard again only where a process died that had it in hand.
    const deliveries = await deliveriesOf(server);
    expect(book.heard.length - deliveries.length).toBeLessThanOrEqual(cutShort(deliveries));
    expect(new Set(book.heard).size).toBeGreaterThan(2 * day);
  });

  it('do not fire or tell again while the read models are made anew, in a replay, or when facts are sent again', async () => {
    await server.stop();
    day++;
    server = await book.start({ ahead: ahead() });
    const rebuild = await server.post('/v1/rebuild', {});
    const replay = await server.post('/v1/replays', { asOf: '2024-03-31' });
    expect([rebuild.status, replay.status]).toEqual([202, 202]);
    await goesOn();
    for (let before = 0; before < day; before++) await sell(server, before);
    await judged(server, day);
    await expectSame();
  });

  it('fire and tell the same where a backup is restored, and facts that it does not have come again', async () => {
    await server.stop();
    day++;
    server = await book.start({ ahead: ahead() });
    await judged(server, day);
    const copied = await tally(['backup', join(book.folder, 'backup'), '--data', join(book.folder, 'data')]);
    expect([copied.err, copied.code]).toEqual(['', 0]);
    await goesOn();
    await server.stop();
    // By the clock of the book: that it was restored is recorded, too.
    const clock = { NODE_OPTIONS: `--import ${CLOCK_AHEAD}`, CLOCK_AHEAD: String(ahead()) };
    const folders = [join(book.folder, 'backup'), '--data', join(book.folder, 'restored')];
    const restored = await tally(['restore', ...folders], clock);
    expect([restored.err, restored.code]).toEqual(['', 0]);
    server = await book.start({ ahead: ahead(), data: 'restored' });
    await goesOn();
    await expectSame();
  });
});

/** A book whose days pass in this process. */
class Undisturbed {
  private day = 0;

  private constructor(
    private readonly stage: Stage,
    private readonly receiver: Receiver,
  ) {}

  static async open(): Promise<Undisturbed> {
    const receiver = await Receiver.start();
    const stage = await Stage.open({ TALLY_WEBHOOK_ALLOW: receiver.place }, {}, new Date(morningOf(0)).toISOString());
    await begin(stage, receiver.url);
    return new Undisturbed(stage, receiver);
  }

  async upTo(last: number): Promise<{ readonly recorded: readonly string[]; readonly told: readonly string[] }> {
    const { stage, receiver } = this;
    for (; this.day <= last; this.day++) {
      stage.now = new Date(morningOf(this.day));
      await judged(stage, this.day);
      await sell(stage, this.day);
      await judged(stage, this.day);
    }
    // The outbox looks again when time has passed.
    await delivered(stage, () => (stage.now = new Date(stage.now.getTime() + 1_000)));
    const told = new Set(receiver.received.map(({ headers }) => String(headers['webhook-id'])));
    return { recorded: await recordedOf(stage), told: [...told].toSorted() };
  }

  async close(): Promise<void> {
    await this.stage.close();
    await this.receiver.stop();
  }
}
