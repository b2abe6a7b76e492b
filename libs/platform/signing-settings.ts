import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { isKeyName, type NoteSigner } from '#merkle/signed-note.js';
import { pemIn } from './pem-files.js';
import { given, SettingsError, type Environment } from './setting-values.js';

const KEY_FILE = 'TALLY_SIGNING_KEY_FILE';
const ORIGIN = 'TALLY_LOG_ORIGIN';

/** What heads of the log are signed by. */
export const SIGNING: readonly string[] = [KEY_FILE, ORIGIN];

/** Where the key is, which threads need not have, and what the log is called. */
export interface Signing {
  /** Without one no head is signed. */
  readonly keyFile?: string;
  /** `defaultOrigin` unless given. */
  readonly origin?: string;
}

/** @throws SettingsError where the file holds no key of Ed25519, or the name cannot be one */
export function readSigning(env: Environment): Signing {
  const keyFile = given(env, KEY_FILE);
  const origin = given(env, ORIGIN);
  if (keyFile !== undefined) signingKeyIn(keyFile);
  if (origin !== undefined && !isKeyName(origin))
    throw new SettingsError(ORIGIN, 'it must be a name of up to 200 characters without blanks and +');
  return { ...(keyFile !== undefined && { keyFile }), ...(origin !== undefined && { origin }) };
}

/** Who signs the heads of a log that is called so. @throws SettingsError */
export function signerOf(keyFile: string, name: string): NoteSigner {
  const key = signingKeyIn(keyFile);
  return { name, publicKey: rawPublicKey(key), sign: (text) => sign(null, text, key) };
}

/** What the log of a book is called where nothing else is said. @param book its id */
export function defaultOrigin(book: string): string {
  return `tallybook/${book}`;
}

function signingKeyIn(file: string): KeyObject {
  const key = createPrivateKey(pemIn(KEY_FILE, file, 'key'));
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new SettingsError(KEY_FILE, 'the key is not one of Ed25519: make one with tally keys signing');
}

function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url');
}
