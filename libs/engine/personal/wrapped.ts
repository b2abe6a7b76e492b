import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** Permanent: what tells whether the master key is the one that all keys are wrapped with, and what it is wrapped for. */
export const CHECK = 'check';

/** Another master key than the one that the keys are wrapped with. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey';

  constructor() {
    super('the keys of what is personal were wrapped with another master key: start with that one');
  }
}

/** What a key is wrapped for: it is the key of nobody else. */
export function purposeOf(id: string, owner: string): string {
  return `${id} ${owner}`;
}

/** A key as it may lie on a disk. @param wrapping 32 bytes @param purpose what it is the key of: it unwraps as that only */
export function wrapped(wrapping: Uint8Array, key: Uint8Array, purpose: string): Uint8Array {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce).setAAD(Buffer.from(purpose));
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error for what was wrapped with another key, or for another purpose */
export function unwrapped(wrapping: Uint8Array, bytes: Uint8Array, purpose: string): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', wrapping, bytes.subarray(0, NONCE)).setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
}
