import type { Command } from 'commander';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createProjection } from '#insights/projection/projection.js';
import { VIEW_SCHEMA } from '#insights/schema.js';
import { Calendar } from '#kernel/calendar.js';
import type { EventLog } from '#kernel/event-log.port.js';
import { foldInto } from '#kernel/fold.js';
import { firstDifference } from '#kernel/verify.js';
import type { BookOpened } from '#ledger/events.js';
import { followLog, openScratchViews, readViews } from '#platform/adapters.js';
import { UsageError } from './usage-error.js';

export function addVerify(program: Command): void {
  program
    .command('verify')
    .option('--data <folder>', 'the data folder; a server may run on it meanwhile')
    .description('fold the log anew and compare the read models with it, fact by fact; names the first difference')
    .addHelpText('after', '\nExample: tally verify --data ./data')
    .action(async ({ data }: { data?: string }) => {
      process.exitCode = await verify(resolve(data ?? process.env['TALLY_DATA_DIR'] ?? './data'));
    });
}

/** @returns the exit code: 1 if the read models differ from a fresh fold */
async function verify(folder: string): Promise<number> {
  const { log, views } = open(folder);
  const scratch = await mkdtemp(join(tmpdir(), 'tally-verify-'));
  const fresh = openScratchViews(join(scratch, 'views.sqlite'), VIEW_SCHEMA);
  try {
    const calendar = await calendarOf(log);
    const position = await views.checkpoint(0);
    const projection = createProjection(calendar);
    const started = Date.now();
    const events = await foldInto({
      log,
      views: fresh,
      projection,
      dayOf: (instant) => calendar.dayOf(instant),
      to: position,
    });
    process.stderr.write(`folded ${String(events)} events in ${String(Date.now() - started)} ms\n`);
    const difference = await firstDifference(views, fresh);
    const verdict =
      difference === undefined
        ? `equal to a fresh fold of ${String(events)} events, up to position ${String(position)}`
        : difference;
    process.stdout.write(`${verdict}\n`);
    return difference === undefined ? 0 : 1;
  } finally {
    await Promise.all([views.close(), fresh.close(), log.close()]);
    await rm(scratch, { recursive: true, force: true });
  }
}

function open(folder: string) {
  try {
    return { log: followLog(folder), views: readViews(folder, VIEW_SCHEMA) };
  } catch (error) {
    throw new UsageError(`there is no book in ${folder} that can be read: ${(error as Error).message}`);
  }
}

/** The calendar the book was opened with. */
async function calendarOf(log: EventLog): Promise<Calendar> {
  const [opened] = await log.readStream('book');
  const { timeZone, fiscalStart } = (opened as BookOpened | undefined)?.data ?? { timeZone: 'UTC', fiscalStart: 1 };
  return new Calendar(timeZone, fiscalStart);
}
