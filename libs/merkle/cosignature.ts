import { verify } from 'node:crypto';
import { NotProven } from './not-proven.js';
import { noteKeyId, publicKeyOf, readTypedVkey, typedVkey, type NoteKey } from './signed-note.js';

/** What cosignatures of C2SP's tlog-cosignature (v1, Ed25519) begin their key with. */
const COSIGNATURE = 4;
const ID_BYTES = 4;
const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;
const LINE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/;

/** Who signs as a witness. */
export interface WitnessSigner extends NoteKey {
  /** The 64 bytes of the signature. */
  sign(text: Buffer): Buffer;
}

/** The key of a witness as one line: `<name>+<id>+<base64>`. */
export function witnessVkey(key: NoteKey): string {
  return typedVkey(key, COSIGNATURE);
}

/** @throws NotProven for what is no key of a witness */
export function readWitnessVkey(text: string): NoteKey {
  return readTypedVkey(text, COSIGNATURE);
}

/** The line that a witness adds to a head: that it has seen it, and it begins with all it saw before. @param time seconds since 1970 */
export function cosignatureLine(checkpoint: string, signer: WitnessSigner, time: number): string {
  const at = Buffer.alloc(TIME_BYTES);
  at.writeBigUInt64BE(BigInt(time));
  const bytes = [noteKeyId(signer, COSIGNATURE), at, signer.sign(signedText(checkpoint, time))];
  return `\u2014 ${signer.name} ${Buffer.concat(bytes).toString('base64')}\n`;
}

/**
 * The line by which a witness has cosigned a head, of those that it sent; lines of others are passed over.
 * @throws NotProven where there is none, or its signature is of something else
 */
export function cosignatureOf(checkpoint: string, lines: string, key: NoteKey): string {
  for (const line of lines.split('\n')) {
    const [, name, base64 = ''] = LINE.exec(line) ?? [];
    const bytes = Buffer.from(base64, 'base64');
    const isOwn = name === key.name && bytes.subarray(0, ID_BYTES).equals(noteKeyId(key, COSIGNATURE));
    if (!isOwn || bytes.length !== ID_BYTES + TIME_BYTES + SIGNATURE_BYTES) continue;
    const time = bytes.readBigUInt64BE(ID_BYTES);
    const signature = bytes.subarray(ID_BYTES + TIME_BYTES);
    if (verify(null, signedText(checkpoint, time), publicKeyOf(key), signature)) return `${line}\n`;
    throw new NotProven(`the cosignature of ${key.name} is wrong: it is not of this head`);
  }
  throw new NotProven(`there is no cosignature of ${key.name}`);
}

/** @param checkpoint a signed note */
function signedText(checkpoint: string, time: number | bigint): Buffer {
  const text = checkpoint.slice(0, checkpoint.lastIndexOf('\n\n') + 1);
  return Buffer.from(`cosignature/v1\ntime ${String(time)}\n${text}`);
}
