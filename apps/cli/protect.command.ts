import type { Command } from 'commander';
import { discardClear, protectBook } from '#book/privacy/protect.js';
import { hasLog } from '#platform/embedded-adapters.js';
import { readKeysAlone } from '#platform/personal-settings.js';
import { readSigning } from '#platform/signing-settings.js';
import { dataFolder } from './data-folder.js';
import { say } from './screen.js';
import { UsageError } from './usage-error.js';

interface Options {
  readonly data?: string;
  readonly keys?: string;
  readonly discard?: true;
}

export function addProtect(program: Command): void {
  program
    .command('protect')
    .option('--data <folder>', 'the data folder (or TALLY_DATA_DIR); no server runs on it meanwhile')
    .option('--keys <folder>', 'where the keys are to be (or TALLY_KEYS_DIR), outside the data folder')
    .option('--discard', 'remove the log as it was before, once all that goes by the book is content with it')
    .description(
      'seal what is personal in a book that was begun without keys: every event keeps its place, its id and its times, and all figures are compared; needs TALLY_MASTER_KEY_FILE',
    )
    .addHelpText(
      'after',
      '\nExample: TALLY_MASTER_KEY_FILE=/safe/master.key tally protect --data ./data --keys /other-disk/keys',
    )
    .action(async (options: Options) => {
      const folder = dataFolder(options.data, 'only a book in a data folder can be protected');
      if (!hasLog(folder)) throw new UsageError(`there is no book in ${folder}`);
      if (options.discard === true) {
        await discardClear(folder);
        say('the log as it was before is removed');
        return;
      }
      const { headsFile } = readSigning(process.env);
      const keys = readKeysAlone(
        { ...process.env, ...(options.keys !== undefined && { TALLY_KEYS_DIR: options.keys }) },
        folder,
      );
      const { events, sealed, digest } = await protectBook(folder, { keys, headsFile });
      say(
        `${String(sealed)} of ${String(events)} events are sealed, and all figures are what they were (digest ${digest}): start the server with TALLY_MASTER_KEY_FILE and TALLY_KEYS_DIR=${keys.folder}; the log as it was before is log.sqlite.clear until you run tally protect --discard`,
      );
    });
}
