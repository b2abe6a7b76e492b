import type { Command } from 'commander';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { isKeyName, vkeyOf } from '#merkle/signed-note.js';
import { defaultOrigin, signerOf } from '#platform/signing-settings.js';
import { bookIn, dataFolder } from './data-folder.js';
import { complain, say } from './screen.js';
import { UsageError } from './usage-error.js';

interface Options {
  readonly data?: string;
  readonly origin?: string;
}

const PRIVATE = 0o600;

export function addKeys(program: Command): void {
  const keys = program.command('keys').description('what the book itself signs with');
  keys
    .command('signing')
    .argument('<file>', 'where the key is; made if it does not exist')
    .option('--data <folder>', 'the data folder (or TALLY_DATA_DIR) of the book that it signs for')
    .option(
      '--origin <name>',
      'what the log is called (or TALLY_LOG_ORIGIN); tallybook/ and the id of the book unless given',
    )
    .description(
      'the key that heads of the log are signed with; prints what they are checked with, to be given to whoever does',
    )
    .addHelpText('after', '\nExample: tally keys signing signing.key --data ./data > signing.vkey')
    .action(async (file: string, options: Options) => {
      const origin = await originOf(options);
      if (!existsSync(file)) await make(file);
      say(vkeyOf(signerOf(file, origin)));
    });
}

/** @throws UsageError for what can be no name, or where there is neither one nor a book */
async function originOf({ data, origin = process.env['TALLY_LOG_ORIGIN'] }: Options): Promise<string> {
  if (origin === undefined || origin === '')
    return defaultOrigin(await bookIn(dataFolder(data, 'name what its log is called with --origin')));
  if (isKeyName(origin)) return origin;
  throw new UsageError('--origin must be a name of up to 200 characters without blanks and +');
}

async function make(path: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const file = await open(path, 'wx', PRIVATE);
  try {
    await file.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await file.sync();
  } finally {
    await file.close();
  }
  complain(`${path} is a new key: name it in TALLY_SIGNING_KEY_FILE, and keep a copy where nobody else reads it`);
}
