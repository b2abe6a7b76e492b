import { closedWith, openedWith } from '#engine/seal.js';

/** What stands before one: no position begins so. */
const BEFORE = 'p';
/** Digits of any position: how many it has is not told. */
const DIGITS = 16;

/**
 * A position as it is told to whoever sees a part of a book only: opaque, so that nobody counts what they do not see. The same for the same
 * position, and taken wherever one is. A nonce made from the position (as in SIV), then AES-256-GCM.
 * @param key of 32 bytes
 */
export function positionToken(key: Uint8Array, position: number | string): string {
  return BEFORE + closedWith(key, String(position).padStart(DIGITS, '0'));
}

/** The position that a token is of; undefined where it is none of this book. */
export function positionOfToken(key: Uint8Array, token: string): number | undefined {
  if (!token.startsWith(BEFORE)) return undefined;
  try {
    return Number(openedWith(key, token.slice(BEFORE.length)));
  } catch {
    return undefined;
  }
}
