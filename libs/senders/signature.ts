import { createHmac } from 'node:crypto';

/** Before a secret of the Standard Webhooks specification; what follows is base64. */
const SECRET_PREFIX = 'whsec_';

export interface Signed {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The value of `webhook-signature` after the Standard Webhooks specification: for each secret `v1,` and the base64 of the HMAC-SHA256 of
 * `id.timestamp.body`, so that a receiver that knows one of them is content.
 */
export function signature({ id, timestamp, body }: Signed, secrets: readonly string[]): string {
  return secrets
    .map((secret) => Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64'))
    .map((key) =>
      createHmac('sha256', key)
        .update(`${id}.${String(timestamp)}.${body}`)
        .digest('base64'),
    )
    .map((digest) => `v1,${digest}`)
    .join(' ');
}
