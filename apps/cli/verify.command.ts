import type { Command } from 'commander';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replay } from '#insights/projection/replay.js';
import { VIEW_SCHEMA } from '#insights/schema.js';
import { firstDifference } from '#kernel/verify.js';
import { openViews } from '#platform/adapters.js';
import { openBookFiles } from './open-book.js';

export function addVerify(program: Command): void {
  program
    .command('verify')
    .option('--data <folder>', 'the data folder; a server may run on it meanwhile')
    .description('fold the log anew and compare the read models with it, fact by fact; names the first difference')
    .addHelpText('after', '\nExample: tally verify --data ./data')
    .action(async ({ data }: { data?: string }) => {
      process.exitCode = await verify(data);
    });
}

/** @returns the exit code: 1 if the read models differ from a fresh fold */
async function verify(data: string | undefined): Promise<number> {
  const book = await openBookFiles(data);
  const scratch = await mkdtemp(join(tmpdir(), 'tally-verify-'));
  const fresh = openViews(scratch, 'fresh', VIEW_SCHEMA);
  try {
    const { log, calendar, views, set } = book;
    const position = await views.checkpoint(0);
    const started = Date.now();
    const events = await replay({ log, views: fresh, calendar, policies: set.policies, to: position });
    process.stderr.write(`folded ${String(events)} events in ${String(Date.now() - started)} ms\n`);
    const difference = await firstDifference(views, fresh);
    const equal = `equal to a fresh fold of ${String(events)} events, up to position ${String(position)}`;
    process.stdout.write(`${difference ?? equal}\n`);
    return difference === undefined ? 0 : 1;
  } finally {
    await Promise.all([book.close(), fresh.close()]);
    await rm(scratch, { recursive: true, force: true });
  }
}
