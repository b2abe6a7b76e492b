import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { Outbox } from '#kernel/ports/outbox.js';
import { KeptKey } from './kept-key.js';

/** Before what is sealed; permanent, it is stored. */
const SEALED = 'sealed:1:';
/** Permanent: what the key is kept under. */
const KEY = 'seal';
/** Before what is hashed, and how much of it is kept; permanent, it is stored. */
const HASHED = 'hashed:';
const HASH_DIGITS = 22;
const NONCE = 12;
const TAG = 16;

/** A text sealed with a key of 32 bytes: the same way every time, so that it tells nothing but whether two are the same. Base64url. */
export function closedWith(key: Uint8Array, text: string): string {
  const nonce = createHmac('sha256', key).update(text).digest().subarray(0, NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** @throws Error for what was not sealed with the key */
export function openedWith(key: Uint8Array, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE));
  decipher.setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8');
}

/**
 * Seals secrets that have to be kept where others read, such as in events, with a key of the book's own. The same secret is sealed the same way every time, so that saying it again changes nothing: its nonce is
 * made from it (as in SIV, the HMAC-SHA256 of the secret), the rest is AES-256-GCM.
 */
export class Seal {
  private readonly key: KeptKey;

  constructor(outbox: () => Pick<Outbox, 'keep'>) {
    this.key = new KeptKey(outbox, KEY);
  }

  async close(secret: string): Promise<string> {
    return SEALED + closedWith(await this.key.bytes(), secret);
  }

  /** @throws Error for what was sealed with another key, as of another book or an outbox that is gone */
  async open(sealed: string): Promise<string> {
    const key = await this.key.bytes();
    try {
      return openedWith(key, sealed.slice(SEALED.length));
    } catch (cause) {
      throw new Error('its secret was sealed with a key that is gone: say it again', { cause });
    }
  }

  /** What texts are kept as that only whoever has the key can compare: the same for the same text and purpose. */
  async hashing(purpose: string): Promise<(text: string) => string> {
    const key = new Uint8Array(hkdfSync('sha256', await this.key.bytes(), '', purpose, 32));
    return (text) => HASHED + createHmac('sha256', key).update(text).digest('base64url').slice(0, HASH_DIGITS);
  }
}
