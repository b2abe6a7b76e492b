import { demoBusiness } from '#demo/business.js';
import type { DemoFact } from '#demo/fact.js';
import { foldInto } from '#engine/fold.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { ViewStore } from '#kernel/ports/views.js';
import { Calendar, parseDay } from '#kernel/time/calendar.js';
import type { BulkLine } from '#ledger/bulk-tally.js';
import { recordMany } from '#ledger/bulk.js';
import { Ledger } from '#ledger/ledger.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { createProjection } from '#book/projecting/projection.js';
import { COMMANDS } from '#subjects/tables.js';

const CALENDAR = new Calendar('UTC', 1);
const START = parseDay('2023-01-01') as number;
const DAYS = 730;
const DAY = 86_400_000;

/**
 * The log of a business that sends its facts on the evening of the day after, those that are late when they come: so both clocks have
 * something to tell. @param business makes as many facts as are asked for, in the order of their days @returns how many events it has
 */
export async function makeLog(
  file: string,
  facts: number,
  business: Iterable<DemoFact> = demoBusiness({ facts, seed: 7 }),
): Promise<number> {
  let now = new Date(START * DAY);
  const log = SqliteEventLog.open(file, () => now);
  const deciding = { commands: COMMANDS, calendar: CALENDAR, currency: 'USD', rules: {} };
  const ledger = new Ledger({ log, clock: () => now, clockTrusted: true, soleWriter: true, ...deciding });
  for (const [day, lines] of byDay(facts, business)) {
    now = new Date((START + day + 1) * DAY + 23 * 3_600_000);
    const { errors } = await recordMany(ledger, lines);
    if (errors.length > 0) throw new Error(`a fact was refused: ${JSON.stringify(errors[0])}`);
  }
  const events = await log.tail();
  await log.close();
  return events;
}

/** Projects the log from where the read models are up to a position. */
export async function projectUpTo(log: EventLog, views: ViewStore, to: number): Promise<void> {
  const dayOf = (instant: string): number => CALENDAR.dayOf(instant);
  await foldInto({ log, views, projection: createProjection(CALENDAR), dayOf, to });
}

/** Day by day, as the generator spreads its facts. */
function* byDay(
  facts: number,
  business: Iterable<DemoFact>,
): Iterable<readonly [day: number, lines: AsyncIterable<BulkLine>]> {
  let day = 0;
  let line = 0;
  let lines: BulkLine[] = [];
  for (const value of business) {
    const isOver = (): boolean => Math.round((facts * (day + 1)) / DAYS) <= line;
    if (isOver()) {
      yield [day, inTurn(lines)];
      lines = [];
    }
    while (isOver()) day++;
    lines.push({ line: ++line, value });
  }
  yield [day, inTurn(lines)];
}

async function* inTurn(lines: readonly BulkLine[]): AsyncIterable<BulkLine> {
  yield* lines;
}
