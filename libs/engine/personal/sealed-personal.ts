import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Json, RecordedEvent } from '#kernel/event.js';
import type { Keyring, PersonalKey } from '#kernel/ports/keyring.js';

/** What is personal in an event as it is kept: with which key (`k`) and nonce, and the ciphertext with its tag, base64url. Permanent. */
export type SealedPersonal = { readonly k: string; readonly n: string; readonly c: string };

/** Which event it is in: nothing sealed opens anywhere else. */
export type PlaceOfPersonal = Pick<RecordedEvent, 'id' | 'stream' | 'type'>;

/** What of an event is sealed: its personal part, and the hash of all that its caller sent, which would tell whoever guesses it. */
export interface Personal {
  readonly personal: Json;
  readonly hash: string;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** Whether a personal part is kept sealed. */
export function isSealed(personal: Json | undefined): personal is SealedPersonal {
  if (typeof personal !== 'object' || personal === null || Array.isArray(personal)) return false;
  const { k, n, c, ...others } = personal as { readonly [field: string]: Json };
  return [k, n, c].every((one) => typeof one === 'string') && Object.keys(others).length === 0;
}

export function sealed({ personal, hash }: Personal, place: PlaceOfPersonal, key: PersonalKey): SealedPersonal {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(ALGORITHM, key.bytes, nonce).setAAD(placeBytes(place));
  const text = JSON.stringify([personal, hash]);
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { k: key.id, n: nonce.toString('base64url'), c: bytes.toString('base64url') };
}

/** What was sealed; undefined where its key is there no more. @throws Error for what was not sealed with it in that place */
export async function opened(
  { k, n, c }: SealedPersonal,
  place: PlaceOfPersonal,
  keys: Pick<Keyring, 'get'>,
): Promise<Personal | undefined> {
  const key = await keys.get(k);
  if (key === undefined) return undefined;
  const bytes = Buffer.from(c, 'base64url');
  const decipher = createDecipheriv(ALGORITHM, key.bytes, Buffer.from(n, 'base64url')).setAAD(placeBytes(place));
  decipher.setAuthTag(bytes.subarray(-TAG));
  const text = Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()]).toString('utf8');
  const [personal, hash] = JSON.parse(text) as [Json, string];
  return { personal, hash };
}

function placeBytes({ id, stream, type }: PlaceOfPersonal): Buffer {
  return Buffer.from(JSON.stringify([id, stream, type]));
}
