import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { KafkaBusOptions } from './options.js';

/** What of a message a seal covers, as text; a value that is not there is null. */
export interface Sealed {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string | null;
}

/**
 * Tells records that whoever has the key has written for this topic from all others: HMAC-SHA-256 (RFC 2104, FIPS 180-4) over topic, key,
 * headers by name and value, base64url.
 */
export class Seal {
  private readonly key: KeyObject;

  constructor(
    key: string,
    private readonly topic: string,
  ) {
    this.key = createSecretKey(key, 'utf8');
  }

  of({ key, headers, value }: Sealed): string {
    const named = Object.keys(headers).sort();
    // As JSON no part of it can be taken for a part of another.
    const head = JSON.stringify([this.topic, key, named.map((name) => [name, headers[name]]), value === null]);
    return createHmac('sha256', this.key)
      .update(`${String(Buffer.byteLength(head))}:${head}`)
      .update(value ?? '')
      .digest('base64url');
  }

  /** In the same time however much of it fits. */
  fits(seal: string, sealed: Sealed): boolean {
    const [given, right] = [Buffer.from(seal), Buffer.from(this.of(sealed))];
    return given.length === right.length && timingSafeEqual(given, right);
  }
}

export function sealOf({ key, topic }: Pick<KafkaBusOptions, 'key' | 'topic'>): Seal | undefined {
  return key === undefined ? undefined : new Seal(key, topic);
}
