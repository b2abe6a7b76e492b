import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Permanent: how a key is written, `tb_<keyId>_<32 random bytes in base 62>_<checksum>`. Scanners for leaked secrets find it by that. */
const KEY = /^tb_([\w.-]{1,64})_([0-9A-Za-z]{43})_([0-9A-Za-z]{6})$/;
const KEY_ID = /^[A-Za-z0-9][\w.-]{0,63}$/;

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = BigInt(DIGITS.length);
const BYTES = 32;
const SECRET_DIGITS = 43;
const CHECKSUM_DIGITS = 6;

/** Why a text cannot be the id of a key; undefined where it can. */
export function keyIdError(text: unknown): string | undefined {
  if (typeof text === 'string' && KEY_ID.test(text)) return undefined;
  return 'must have 1 to 64 letters, digits, dots, hyphens and underscores, the first of them a letter or a digit';
}

/** A key that nobody has seen before, and what is kept of it. */
export function newSecret(keyId: string): { readonly secret: string; readonly hash: string } {
  const random = BigInt(`0x${randomBytes(BYTES).toString('hex')}`);
  const head = `tb_${keyId}_${inBase62(random, SECRET_DIGITS)}`;
  const secret = `${head}_${checksumOf(head)}`;
  return { secret, hash: hashOf(secret) };
}

/** The id that a key names; undefined for what is no key, or has a slip of the pen in it. */
export function keyIdIn(secret: string): string | undefined {
  const found = KEY.exec(secret);
  if (found === null) return undefined;
  const [, keyId, , checksum = ''] = found;
  return checksumOf(secret.slice(0, -1 - checksum.length)) === checksum ? keyId : undefined;
}

/** What is kept of a key: SHA-256, hex. A key has more chance in it than anybody can try, so that no slower one is needed. */
export function hashOf(secret: string): string {
  return hash('sha256', secret, 'hex');
}

function checksumOf(head: string): string {
  return inBase62(BigInt(crc32(head)), CHECKSUM_DIGITS);
}

function inBase62(number: bigint, digits: number): string {
  let rest = number;
  let text = '';
  for (let i = 0; i < digits; i++) {
    text = DIGITS.charAt(Number(rest % BASE)) + text;
    rest /= BASE;
  }
  return text;
}
