import type { Command } from 'commander';
import { takeBackup } from '#book/backups/take-backup.js';
import { dataFolder, openLogOf } from './data-folder.js';
import { deploymentNamed } from './deployment.js';
import { backingUpKeys, backUpSharedKeys } from './key-backup.js';
import { say } from './screen.js';
import { UsageError } from './usage-error.js';

interface Options {
  readonly data?: string;
  readonly keys?: string;
  readonly recipient?: string;
}

const INSTEAD =
  'back EventStoreDB up by its own means (see Backup and restore in infra/docs/operations.md), or take all events with `export --url`';

export function addBackup(program: Command): void {
  program
    .command('backup')
    .argument('[folder]', 'where the copy goes: a new or an empty folder; none for the keys of a deployment alone')
    .option('--data <folder>', 'the data folder (or TALLY_DATA_DIR); a server may run on it meanwhile')
    .option(
      '--keys <folder>',
      'where a copy of the keys in TALLY_KEYS_DIR, or of a deployment in MongoDB, goes, sealed for --recipient; on another disk than the backup',
    )
    .option('--recipient <text>', 'whom the keys are sealed for, as tally keys recipient says it, or a file with that')
    .description(
      'copy the log as it is at one moment, with what is to leave the house and who asked for what, and look at every event of the copy; `restore` makes a book of it',
    )
    .addHelpText(
      'after',
      '\nExample: tally backup /backups/2024-03-31 --data ./data --keys /elsewhere/keys --recipient recipient.txt',
    )
    .action(async (folder: string | undefined, { data, ...asked }: Options) => {
      const stores = folder === undefined && asked.keys !== undefined ? deploymentNamed(data) : undefined;
      if (stores !== undefined) return backUpSharedKeys(stores, asked);
      if (folder === undefined) throw new UsageError('name the folder that the copy goes to');
      const book = dataFolder(data, INSTEAD);
      const backUpKeys = await backingUpKeys(asked);
      const { log } = await openLogOf(book);
      await log.close();
      const { position, digest } = await takeBackup(book, folder);
      say(`everything up to position ${position} is in ${folder}${digest === '' ? '' : `; digest ${digest}`}`);
      // Last: the keys of all that was copied are in it.
      await backUpKeys?.();
    });
}
