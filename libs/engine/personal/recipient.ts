import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

/** Permanent: how a recipient is written, and what a key is derived for. */
const PREFIX = 'tallyrecipient_';
const PURPOSE = 'tallybook sealed for a recipient, 1';
const PUBLIC = 32;
const NONCE = 12;
const TAG = 16;

/** What was not sealed for whoever opens it, or was changed since. */
export class NotForRecipient extends Error {
  override readonly name = 'NotForRecipient';

  constructor() {
    super('it was sealed for another recipient, or was changed since');
  }
}

/** Whom something can be sealed for, by the key that opens it: X25519. */
export function recipientOf(key: KeyObject): string {
  return PREFIX + rawPublic(createPublicKey(key)).toString('base64url');
}

/** Whether a text names one. */
export function isRecipient(text: string): boolean {
  return text.startsWith(PREFIX) && Buffer.from(text.slice(PREFIX.length), 'base64url').length === PUBLIC;
}

/**
 * Seals for whoever has the key of a recipient, which whoever seals has not: a key of its own by X25519 with a pair that is thrown away and HKDF
 * with SHA-256 over both public keys, AES-256-GCM. @param said stands beside it in clear, and cannot be changed
 * @returns the public key thrown away, a nonce, what is sealed, and its tag
 */
export function sealedFor(recipient: string, bytes: Uint8Array, said: string): Uint8Array {
  const theirs = Buffer.from(recipient.slice(PREFIX.length), 'base64url');
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const ours = rawPublic(publicKey);
  const key = derived(diffieHellman({ privateKey, publicKey: publicFrom(theirs) }), ours, theirs);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(said));
  return Buffer.concat([ours, nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** @param key of the recipient @throws NotForRecipient */
export function openedFor(key: KeyObject, sealed: Uint8Array, said: string): Uint8Array {
  try {
    const theirs = Buffer.from(sealed.subarray(0, PUBLIC));
    const shared = diffieHellman({ privateKey: key, publicKey: publicFrom(theirs) });
    const nonce = sealed.subarray(PUBLIC, PUBLIC + NONCE);
    const decipher = createDecipheriv('aes-256-gcm', derived(shared, theirs, rawPublic(createPublicKey(key))), nonce);
    decipher.setAAD(Buffer.from(said)).setAuthTag(sealed.subarray(-TAG));
    return Buffer.concat([decipher.update(sealed.subarray(PUBLIC + NONCE, -TAG)), decipher.final()]);
  } catch {
    throw new NotForRecipient();
  }
}

function derived(shared: Uint8Array, ours: Uint8Array, theirs: Uint8Array): Uint8Array {
  return Buffer.from(hkdfSync('sha256', shared, Buffer.concat([ours, theirs]), PURPOSE, 32));
}

function rawPublic(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}

function publicFrom(raw: Buffer): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: raw.toString('base64url') }, format: 'jwk' });
}
