import type { Command } from 'commander';
import { isFreeForRestore, openDeliveriesIn, restoreBook } from '#platform/log-copies.js';
import { readSettings, type Stores } from '#platform/settings.js';
import { restoreShared } from '#platform/shared-restore.js';
import { dataFolder } from './data-folder.js';
import { restoringBar } from './import-progress.js';
import { sourceIn } from './restore-source.js';
import { say } from './screen.js';
import { UsageError } from './usage-error.js';

interface Options {
  readonly data?: string;
  readonly withoutOutbox?: boolean;
}

export function addRestore(program: Command): void {
  program
    .command('restore')
    .argument('<folder>', 'a backup, or an export with its events.ndjson')
    .option(
      '--data <folder>',
      'the data folder (or TALLY_DATA_DIR) to restore into: a new or an empty one; without it, and with the settings of a deployment (TALLY_LOG=eventstoredb), into its EventStoreDB',
    )
    .option(
      '--without-outbox',
      'leave out what is to leave the house: for a copy beside a book that goes on; reactions begin with what comes after',
    )
    .description(
      'make the book again: positions, ids and recorded times as they were; every event is compared before it is said to be done',
    )
    .addHelpText('after', '\nExample: tally restore /backups/2024-03-31 --data ./data')
    .action(async (from: string, options: Options) => {
      const stores =
        options.data === undefined && process.env['TALLY_LOG'] === 'eventstoredb' ? sharedStores() : undefined;
      say(await (stores === undefined ? intoFolder(from, options) : intoStore(from, stores, options)));
    });
}

/** @returns what was done, in a sentence */
async function intoFolder(from: string, { data, withoutOutbox = false }: Options): Promise<string> {
  const folder = dataFolder(data, 'name the folder');
  const { log, outbox, position, check } = await sourceIn(from);
  if (!(await isFreeForRestore(folder)))
    throw new UsageError(`${folder} is not empty: restore into a new folder, or move what is there away`);
  const parts = {
    log: typeof log === 'string' ? log : log(),
    ...(outbox !== undefined && !withoutOutbox && { outbox }),
  };
  await restoreBook(folder, parts, check);
  return `restored up to position ${position} into ${folder}, every event as it was recorded; figures are made anew from it at the next start`;
}

type Shared = Extract<Stores, { log: 'eventstoredb' }>;

function sharedStores(): Shared | undefined {
  const { stores } = readSettings(process.env);
  return stores.log === 'eventstoredb' ? stores : undefined;
}

async function intoStore(from: string, stores: Shared, { withoutOutbox = false }: Options): Promise<string> {
  const { log, sha256, outbox, position, check } = await sourceIn(from);
  const open = outbox === undefined || withoutOutbox ? 0 : openDeliveriesIn(outbox);
  if (open > 0)
    throw new UsageError(
      `${String(open)} deliveries of this backup have not left the house, and do not come into MongoDB with it: let them leave before the backup is made, or say --without-outbox; reactions begin with what comes after`,
    );
  const last = Number(position);
  // Written, then read back.
  const bar = restoringBar(2 * last);
  const restored = {
    sha256,
    position: last,
    log,
    onProgress: (stored: number, compared: number) => bar.update(stored + compared, compared),
  };
  const digest = await restoreShared(stores, restored).finally(() => bar.stop());
  check({ position: last, digest });
  return `restored up to position ${position} into EventStoreDB, every event as it was recorded; digest ${digest}; figures are made anew from it when its processes start`;
}
