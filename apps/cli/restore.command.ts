import type { Command } from 'commander';
import { recordRestored } from '#ledger/restored-book.js';
import { isFreeForRestore, restoreBook } from '#platform/log-copies.js';
import { dataFolder } from './data-folder.js';
import { deploymentNamed } from './deployment.js';
import { restoringKeys, type KeysAsked } from './key-backup.js';
import { restoreIntoStore } from './restore-into-store.js';
import { sourceIn } from './restore-source.js';
import { erasedSince, erasingAgain, type ErasuresAsked } from './restored-erasures.js';
import { pinnedHeads, restoredHead, type HeadsAsked } from './restored-head.js';
import { say } from './screen.js';
import { UsageError } from './usage-error.js';

interface Options extends ErasuresAsked, HeadsAsked, KeysAsked {
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
      'leave out what is to leave the house (in a deployment it comes into MongoDB): for a copy beside a book that goes on; reactions begin with what comes after',
    )
    .option(
      '--erasures <file>',
      'who was erased (or TALLY_ERASURES_FILE): they are in the restored book, too, and their keys go from TALLY_KEYS_DIR',
    )
    .option(
      '--no-erasures-known',
      'restore a sealed book without that: only keys in TALLY_KEYS_DIR tell who was erased',
    )
    .option(
      '--keys <from>',
      'the keys of a sealed book, where keys.sqlite is lost: a copy of tally backup --keys, or a folder with some, of which the newest is taken; they go into TALLY_KEYS_DIR, or of a deployment into MongoDB',
    )
    .option('--recipient-key <file>', 'what opens them: the file of tally keys recipient')
    .option(
      '--head <file>',
      'signed heads that were kept elsewhere, with --vkey: the book has to begin with those it is as long as, and says which events of a longer one are lost',
    )
    .option('--vkey <key>', 'what these heads are checked with, or a file with that')
    .description(
      'make the book again: positions, ids and recorded times as they were; every event is compared before it is said to be done',
    )
    .addHelpText('after', '\nExample: tally restore /backups/2024-03-31 --data ./data')
    .action(async (from: string, options: Options) => {
      const stores = deploymentNamed(options.data);
      say(await (stores === undefined ? intoFolder(from, options) : restoreIntoStore(from, stores, options)));
    });
}

/** @returns what was done, in a sentence */
async function intoFolder(
  from: string,
  { data, withoutOutbox = false, head, vkey, keys, recipientKey, ...asked }: Options,
): Promise<string> {
  const folder = dataFolder(data, 'name the folder');
  const pinned = await pinnedHeads({ head, vkey });
  const { log, outbox, audit, position, check } = await sourceIn(from);
  if (!(await isFreeForRestore(folder)))
    throw new UsageError(`${folder} is not empty: restore into a new folder, or move what is there away`);
  const parts = {
    log: typeof log === 'string' ? log : log(),
    ...(outbox !== undefined && !withoutOutbox && { outbox }),
    ...(audit !== undefined && { audit }),
  };
  const takeBack = await restoringKeys({ keys, recipientKey });
  let erased = 0;
  const tell = (count: number): void => {
    erased = count;
  };
  await restoreBook(folder, parts, check, async (read) => {
    const erase = await erasingAgain(folder, asked, tell)(read);
    return async (restored, tree) => {
      await recordRestored(restored, await restoredHead(tree, pinned), new Date());
      await erase?.(restored, tree);
    };
  }).catch(async (error: unknown) => {
    await takeBack?.();
    throw error;
  });
  return `restored up to position ${position} into ${folder}, every event as it was recorded${erasedSince(erased)}; figures are made anew from it at the next start`;
}
