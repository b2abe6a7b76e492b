import type { Command } from 'commander';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { recipientOf } from '#engine/personal/recipient.js';
import { isKeyName, vkeyOf } from '#merkle/signed-note.js';
import { recipientKeyIn } from '#platform/key-backups.js';
import { rewrapKeys } from '#platform/personal-keys.js';
import { masterKeyIn, readKeysAlone } from '#platform/personal-settings.js';
import { defaultOrigin, signerOf } from '#platform/signing-settings.js';
import { bookIn, dataFolder } from './data-folder.js';
import { complain, say } from './screen.js';
import { UsageError } from './usage-error.js';

interface Options {
  readonly data?: string;
  readonly origin?: string;
}

const PRIVATE = 0o600;
const MASTER_KEY = 32;

export function addKeys(program: Command): void {
  const keys = program.command('keys').description('what the book itself signs and seals with');
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
      if (!existsSync(file)) await makeSigning(file);
      say(vkeyOf(signerOf(file, origin)));
    });
  keys
    .command('recipient')
    .argument('<file>', 'where the key is that opens copies of keys; made if it does not exist')
    .description(
      'whom copies of the keys in TALLY_KEYS_DIR are sealed for; prints the recipient, which is all that tally backup --keys needs: keep the key where neither the book nor its backups are',
    )
    .addHelpText('after', '\nExample: tally keys recipient /safe/recipient.key > recipient.txt')
    .action(async (file: string) => {
      if (!existsSync(file)) await makeRecipient(file);
      say(recipientOf(recipientKeyIn(file, 'the file of the recipient')));
    });
  keys
    .command('rewrap')
    .argument('<file>', 'the next master key, 32 random bytes; made if it does not exist')
    .description(
      'wrap the keys in TALLY_KEYS_DIR with another master key than that of TALLY_MASTER_KEY_FILE: all of them, or none where it is killed on the way; stop the server first, and start it with the next one',
    )
    .addHelpText('after', '\nExample: tally keys rewrap /safe/master-2.key')
    .action(async (file: string) => {
      const keys = readKeysAlone(process.env);
      if (!existsSync(file)) await makeMaster(file);
      const count = rewrapKeys(keys, masterKeyIn(file, 'the file of the next master key'));
      const done =
        count === undefined ? 'all keys are wrapped with it already' : `${String(count)} keys are wrapped with it`;
      say(
        `${done}: set TALLY_MASTER_KEY_FILE=${file}, and destroy the one before when no backup of keys.sqlite needs it`,
      );
    });
}

/** @throws UsageError for what can be no name, or where there is neither one nor a book */
async function originOf({ data, origin = process.env['TALLY_LOG_ORIGIN'] }: Options): Promise<string> {
  if (origin === undefined || origin === '')
    return defaultOrigin(await bookIn(dataFolder(data, 'name what its log is called with --origin')));
  if (isKeyName(origin)) return origin;
  throw new UsageError('--origin must be a name of up to 200 characters without blanks and +');
}

async function makeSigning(path: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await make(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  complain(`${path} is a new key: name it in TALLY_SIGNING_KEY_FILE, and keep a copy where nobody else reads it`);
}

async function makeRecipient(path: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('x25519');
  await make(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  complain(`${path} is a new key: tally restore --keys needs it; keep a copy where nobody else reads it`);
}

async function makeMaster(path: string): Promise<void> {
  await make(path, randomBytes(MASTER_KEY));
  complain(`${path} is a new key: keep a copy where nobody else reads it`);
}

/** On disk before anything is wrapped with it. */
async function make(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', PRIVATE);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}
