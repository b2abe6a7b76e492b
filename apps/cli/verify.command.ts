import type { Command } from 'commander';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { replay } from '#book/projecting/replay.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { firstDifference, type LogAudit } from '#engine/verify.js';
import type { ChainedStore } from '#kernel/ports/fact-index.js';
import type { ViewStore } from '#kernel/ports/views.js';
import { auditLog, openViews } from '#platform/embedded-adapters.js';
import { withOwnIndex } from '#platform/own-index.js';
import { dataFolder } from './data-folder.js';
import { deploymentNamed } from './deployment.js';
import { openBookFiles, type OpenBook } from './open-book.js';
import { complain, say } from './screen.js';
import { verifyDeployment, type Verdict } from './verify-deployment.js';

/** Milliseconds between two looks at how far the read models are, and how many looks without progress mean that nobody is at work. */
const LOOK_AGAIN = 100;
const LOOKS = 30;

export function addVerify(program: Command): void {
  program
    .command('verify')
    .option(
      '--data <folder>',
      'the data folder; without it, and with the settings of a deployment (TALLY_LOG=eventstoredb), its EventStoreDB and MongoDB; servers may run meanwhile',
    )
    .description(
      'compare every event of the log with its digest, fold the log anew and compare the read models with it, fact by fact; names the first difference',
    )
    .addHelpText('after', '\nExample: tally verify --data ./data')
    .action(async ({ data }: { data?: string }) => {
      const stores = deploymentNamed(data);
      const verdict = await (stores === undefined
        ? verifyFolder(dataFolder(data, 'name the folder'))
        : verifyDeployment(stores));
      process.exitCode = said(verdict);
    });
}

/** Of a book in a data folder, beside its server. */
async function verifyFolder(folder: string): Promise<Verdict> {
  const book = await openBookFiles(folder);
  try {
    const audit = auditLog(folder);
    const found =
      audit.fault === undefined ? await comparedWithFold(book) : { difference: `the log is damaged: ${audit.fault}` };
    return { audit, events: 0, position: 0, ...found };
  } finally {
    await book.close();
  }
}

/** Says what was found. @returns the exit code: 1 if an event or a read model is not as it should be, or some of the log is in no read model */
function said({ difference, audit, events, position }: Verdict): number {
  if (difference !== undefined) {
    say(difference);
    return 1;
  }
  say(`equal to a fresh fold of ${String(events)} events, up to position ${String(position)}`);
  sayOfDigests(audit);
  return 0;
}

/** The first place where the read models are not what a fold of the log gives, and what that had. */
async function comparedWithFold(book: OpenBook): Promise<Omit<Verdict, 'audit'>> {
  const scratch = await mkdtemp(join(tmpdir(), 'tally-verify-'));
  const fresh = openViews(scratch, 'fresh', VIEW_SCHEMA);
  try {
    const tail = await book.log.tail();
    let events = await foldUpTo(Math.min(await positionAt(tail, book), tail), book, fresh);
    const snapshot = book.snapshot();
    try {
      // What the server has applied since is folded too; the snapshot moves no more.
      const position = await snapshot.checkpoint(0);
      events += await foldUpTo(position, book, fresh);
      const difference =
        behind(position, await book.log.tail(), tail) ?? (await differenceBetween(snapshot, fresh, scratch));
      return { events, position, ...(difference !== undefined && { difference }) };
    } finally {
      await snapshot.close();
    }
  } finally {
    await fresh.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The first place where two versions differ, each with an index of its own: another process may have the one that is served. */
async function differenceBetween(
  stored: ChainedStore,
  right: ChainedStore,
  scratch: string,
): Promise<string | undefined> {
  const ours = withOwnIndex(stored, join(scratch, 'stored.duckdb'));
  const theirs = withOwnIndex(right, join(scratch, 'right.duckdb'));
  try {
    return await firstDifference(ours, theirs);
  } finally {
    await Promise.all([ours.close(), theirs.close()]);
  }
}

async function foldUpTo(to: number, { log, calendar, set }: OpenBook, fresh: ViewStore): Promise<number> {
  const started = Date.now();
  const events = await replay({ log, views: fresh, calendar, policies: set.policies, to });
  complain(`folded ${String(events)} events in ${String(Date.now() - started)} ms`);
  return events;
}

/** The position of the read models: at least the one given, unless nobody takes them there. */
async function positionAt(least: number, { views }: OpenBook): Promise<number> {
  let position = await views.checkpoint(0);
  for (let looks = 0; position < least && looks < LOOKS; looks++) {
    await sleep(LOOK_AGAIN);
    const now = await views.checkpoint(0);
    if (now > position) looks = 0;
    position = now;
  }
  return position;
}

/** @param tail the end of the log when the read models were last waited for */
function behind(position: number, end: number, tail: number): string | undefined {
  if (position > end)
    return `the read models are at position ${String(position)}, beyond the end of the log at ${String(end)}: it is older than they are`;
  if (position >= tail) return undefined;
  return `the read models end at position ${String(position)}, the log at ${String(tail)}: start the server, which makes up for it, and verify again`;
}

/** What the digests are worth. */
function sayOfDigests({ digest, linkedLater, position }: LogAudit): void {
  if (linkedLater > 0)
    complain(
      `digests of the events up to position ${String(linkedLater)} were made after they had been recorded, when this book was first opened by a release that keeps them: a change before that day cannot be told`,
    );
  if (digest !== '') complain(`digest of the log up to position ${String(position)}: ${digest}`);
}
