import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import type { SignedOut } from '#kernel/ports/identity-provider.js';
import { Problem } from '#kernel/problem.js';
import { reasonOf } from '#kernel/reason.js';
import { isAway } from './away.js';

/** What a token is about that says somebody has signed out. */
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Those with a key of its own for each side: `none`, and secrets that the client has too, prove nothing. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** Seconds that a token may be old, and that clocks may be apart. */
const OLDEST = 300;
const TOLERANCE = 30;
const MOST_SEEN = 10_000;

interface From {
  readonly issuer: string;
  /** Where its keys are. */
  readonly keys: string;
  readonly audience: string;
}

/** Tokens of OpenID Connect Back-Channel Logout 1.0, section 2.6; each is good once. */
export class LogoutTokens {
  private readonly keys: JWTVerifyGetKey;
  private readonly seen = new LRUCache<string, true>({ max: MOST_SEEN, ttl: (OLDEST + TOLERANCE) * 1_000 });

  constructor(private readonly from: From) {
    this.keys = createRemoteJWKSet(new URL(from.keys));
  }

  /** @throws Problem `invalid-request` saying what is wrong; `sign-in-unavailable` */
  async signedOut(token: string): Promise<SignedOut> {
    const { sub: subject, sid: visit, jti } = await this.verified(token);
    if (subject === undefined && typeof visit !== 'string') throw refused('it names neither sub nor sid');
    if (jti === undefined) throw refused('it has no jti');
    if (this.seen.has(jti)) throw refused('it was sent before');
    this.seen.set(jti, true);
    return { ...(subject !== undefined && { subject }), ...(typeof visit === 'string' && { visit }) };
  }

  private async verified(token: string): Promise<JWTPayload> {
    const { issuer, audience } = this.from;
    const expected = { issuer, audience, algorithms: ALGORITHMS, maxTokenAge: OLDEST, clockTolerance: TOLERANCE };
    const { payload } = await jwtVerify(token, this.keys, expected).catch((error: unknown) => {
      if (isAway(error) || error instanceof errors.JWKSTimeout)
        throw new Problem('sign-in-unavailable', `the keys of the issuer cannot be had: ${reasonOf(error)}`);
      throw refused(reasonOf(error));
    });
    const { events, nonce } = payload;
    if (typeof events !== 'object' || events === null || !(EVENT in events)) throw refused('it is of another event');
    if (nonce !== undefined) throw refused('it has a nonce, as only an ID token has');
    return payload;
  }
}

function refused(why: string): Problem {
  return new Problem('invalid-request', `the logout_token is not good: ${why}`);
}
