import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { isKeyName, type NoteSigner } from '#merkle/signed-note.js';
import { pemIn } from './pem-files.js';
import { readWitnesses, WITNESSES, type WitnessSettings } from './witness-settings.js';
import { given, SettingsError, type Environment } from './setting-values.js';

const KEY_FILE = 'TALLY_SIGNING_KEY_FILE';
const ORIGIN = 'TALLY_LOG_ORIGIN';
const HEADS_FILE = 'TALLY_HEADS_FILE';
const ACCEPT = 'TALLY_ACCEPT_HEAD';

/** The root of a tree in base64, as a head has it. */
const ROOT = /^[A-Za-z0-9+/]{43}=$/;

/** What heads of the log are signed by. */
export const SIGNING: readonly string[] = [KEY_FILE, ORIGIN, HEADS_FILE, ACCEPT, WITNESSES];

/** Where the key is, which threads need not have, and what the log is called. */
export interface Signing {
  /** Without one no head is signed. */
  readonly keyFile?: string;
  /** `defaultOrigin` unless given. */
  readonly origin?: string;
  /** Where signed heads are kept, only ever added to; in the data folder unless given. */
  readonly headsFile?: string;
  /** The root of the events that a log is gone on with which is not the one that was signed. */
  readonly accepted?: string;
  /** Who is shown each head; nobody unless given. */
  readonly witnesses?: WitnessSettings;
}

/** @throws SettingsError where the file holds no key of Ed25519, or the name cannot be one */
export function readSigning(env: Environment): Signing {
  const keyFile = given(env, KEY_FILE);
  const origin = given(env, ORIGIN);
  if (keyFile !== undefined) signingKeyIn(keyFile);
  if (origin !== undefined && !isKeyName(origin))
    throw new SettingsError(ORIGIN, 'it must be a name of up to 200 characters without blanks and +');
  const headsFile = given(env, HEADS_FILE);
  const accepted = given(env, ACCEPT);
  const witnesses = given(env, WITNESSES);
  if (witnesses !== undefined && keyFile === undefined)
    throw new SettingsError(WITNESSES, `witnesses are shown heads that are signed: name the key in ${KEY_FILE}`);
  if (accepted !== undefined && !ROOT.test(accepted))
    throw new SettingsError(ACCEPT, 'it must be the root of a tree in base64, as tally audit and /readyz name it');
  return {
    ...(keyFile !== undefined && { keyFile }),
    ...(origin !== undefined && { origin }),
    ...(headsFile !== undefined && { headsFile }),
    ...(accepted !== undefined && { accepted }),
    ...(witnesses !== undefined && { witnesses: readWitnesses(witnesses) }),
  };
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
