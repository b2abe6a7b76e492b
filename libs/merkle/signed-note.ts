import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto';
import { NotProven } from './not-proven.js';

/** Who signs notes, as C2SP's signed-note has it: Ed25519. Where its key is kept is its own affair. */
export interface NoteSigner extends NoteKey {
  /** The 64 bytes of the signature. */
  sign(text: Buffer): Buffer;
}

/** What signatures are checked with. */
export interface NoteKey {
  /** Without blanks and `+`. */
  readonly name: string;
  /** The 32 bytes of an Ed25519 key. */
  readonly publicKey: Buffer;
}

const ED25519 = 1;
const KEY_BYTES = 32;
const ID_BYTES = 4;
/** What parts the text of a note from its signatures, and begins each of those. */
const END_OF_TEXT = '\n\n';
const MARK = '\u2014 ';
const VKEY = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/;
const NOTE = /(?:(?!\u2014 )[^\n]*\n)+?\n(?:\u2014 [^\n]+\n)+/g;
const SIGNATURE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/;

/** Whether a text can name a key. */
export function isKeyName(text: string): boolean {
  return /^[^\s+]{1,200}$/u.test(text);
}

/** A key as one line of text: `<name>+<id>+<base64>`. */
export function vkeyOf(key: NoteKey): string {
  return typedVkey(key, ED25519);
}

/** The same for a key whose signatures are of another type, as C2SP numbers them. */
export function typedVkey(key: NoteKey, type: number): string {
  return `${key.name}+${noteKeyId(key, type).toString('hex')}+${typed(key, type).toString('base64')}`;
}

/** @throws NotProven for what is no such line, or has a slip of the pen in it */
export function readVkey(text: string): NoteKey {
  return readTypedVkey(text, ED25519);
}

/** @throws NotProven for what is no such line of a key of that type */
export function readTypedVkey(text: string, type: number): NoteKey {
  const [, name = '', id, base64 = ''] = VKEY.exec(text.trim()) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  if (id === undefined || bytes.length !== 1 + KEY_BYTES || bytes[0] !== type)
    throw new NotProven('the key is none of the form <name>+<8 hex digits>+<base64> with an Ed25519 key');
  const key = { name, publicKey: bytes.subarray(1) };
  if (noteKeyId(key, type).toString('hex') !== id)
    throw new NotProven('the key is not as it was given out: its id does not fit');
  return key;
}

/** @param text of whole lines */
export function signedNote(text: string, signer: NoteSigner): string {
  const signature = Buffer.concat([idOf(signer), signer.sign(Buffer.from(text))]);
  return `${text}\n${MARK}${signer.name} ${signature.toString('base64')}\n`;
}

/** Notes that stand one behind another, as whoever keeps all of them has them in a file; what is none between them is passed over. */
export function notesIn(text: string): readonly string[] {
  return [...text.matchAll(NOTE)].map(([note]) => note.trimStart());
}

/** The text of a note that a key has signed; signatures of others are passed over. @throws NotProven */
export function openNote(note: string, key: NoteKey): string {
  const end = note.lastIndexOf(END_OF_TEXT);
  if (end === -1 || !note.endsWith('\n')) throw new NotProven('the head is no signed note');
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + END_OF_TEXT.length, -1).split('\n');
  const signatures = lines.map((line) => SIGNATURE.exec(line));
  if (signatures.includes(null)) throw new NotProven('the head is no signed note: a line of its signatures is none');
  const names = signatures.map((found) => found?.[1] ?? '');
  const own = signatures
    .filter((found) => found?.[1] === key.name)
    .map((found) => Buffer.from(found?.[2] ?? '', 'base64'))
    .filter((bytes) => bytes.subarray(0, ID_BYTES).equals(idOf(key)));
  if (own.length === 0) throw new NotProven(`the head is not signed by the key of ${key.name}, but by ${names.join()}`);
  const signed = Buffer.from(text);
  if (!own.every((bytes) => verify(null, signed, publicKeyOf(key), bytes.subarray(ID_BYTES))))
    throw new NotProven(`the signature of ${key.name} is wrong: the head is not as it was signed`);
  return text;
}

function idOf(key: NoteKey): Buffer {
  return noteKeyId(key, ED25519);
}

/** What signatures of a key begin with. */
export function noteKeyId(key: NoteKey, type: number): Buffer {
  const named = Buffer.concat([Buffer.from(`${key.name}\n`), typed(key, type)]);
  return hash('sha256', named, 'buffer').subarray(0, ID_BYTES);
}

function typed({ publicKey }: NoteKey, type: number): Buffer {
  return Buffer.concat([Buffer.from([type]), publicKey]);
}

export function publicKeyOf({ publicKey }: NoteKey): KeyObject {
  const key = { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') };
  return createPublicKey({ key, format: 'jwk' });
}
