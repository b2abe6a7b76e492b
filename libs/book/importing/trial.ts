import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TrialLog, type TriedBook } from '#imports/trial-log.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { Ledger } from '#ledger/ledger.js';
import { openLog } from '#platform/embedded-adapters.js';
import { CATALOGUE, contentRules } from '#subjects/catalogue.js';
import { COMMANDS } from '#subjects/tables.js';

/** What facts are tried on. */
export interface ToTry {
  readonly calendar: Calendar;
  /** The base currency. */
  readonly currency: string;
  /** Absent where there is no book yet. */
  readonly book?: TriedBook;
  /** A folder in which a scratch log is made. */
  readonly place: string;
  readonly clock?: () => Date;
}

/**
 * Lends a ledger that decides as that of a book would, on top of what the book holds, and records nothing: what is accepted is kept in a
 * scratch log until `run` has ended, so that facts can refer to those before them.
 */
export async function onTrial<Result>(
  { calendar, currency, book, place, clock = () => new Date() }: ToTry,
  run: (ledger: Ledger) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(place, 'tally-trial-'));
  const scratch = openLog(folder, clock);
  try {
    return await run(
      new Ledger({
        commands: COMMANDS,
        log: new TrialLog(scratch.log, book),
        calendar,
        currency,
        clock,
        // A trial has no read models: what is made of custom metrics is found out when it is recorded.
        rules: contentRules(async () => CATALOGUE),
        soleWriter: true,
      }),
    );
  } finally {
    await scratch.close();
    await rm(folder, { recursive: true, force: true });
  }
}
