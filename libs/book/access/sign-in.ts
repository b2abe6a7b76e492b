import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { IdentityProvider, SignInAttempt } from '#kernel/ports/identity-provider.js';
import { Problem } from '#kernel/problem.js';
import type { Sessions } from './sessions.js';

/** Milliseconds that somebody may take at the issuer. */
export const ATTEMPT_MS = 600_000;
const MOST_ATTEMPTS = 10_000;
const ID_BYTES = 32;

interface Begun {
  readonly attempt: SignInAttempt;
  readonly returnTo: string;
}

/** Has people signed in by whoever knows them. */
export class SignInDesk {
  private readonly begun = new LRUCache<string, Begun>({ max: MOST_ATTEMPTS, ttl: ATTEMPT_MS });

  constructor(
    private readonly provider: IdentityProvider,
    private readonly sessions: Sessions,
  ) {}

  /**
   * @param returnTo a path of this server, where who has signed in goes on; the page for anything else
   * @returns where to send the browser, and what it is to bring back: the answer of one is no answer for another
   */
  async begin(returnTo: string | undefined): Promise<{ readonly address: string; readonly ticket: string }> {
    const { address, attempt } = await this.provider.begin();
    const ticket = randomBytes(ID_BYTES).toString('base64url');
    this.begun.set(ticket, { attempt, returnTo: ownPath(returnTo) });
    return { address, ticket };
  }

  /** Each ticket is good once. @throws Problem `unauthenticated`, `sign-in-unavailable` */
  async finish(
    query: string,
    ticket: string | undefined,
  ): Promise<{ readonly secret: string; readonly returnTo: string }> {
    const begun = ticket === undefined ? undefined : this.begun.get(ticket);
    if (ticket === undefined || begun === undefined)
      throw new Problem(
        'unauthenticated',
        'this browser has begun no sign-in of late, or this one was answered before: begin again at /auth/login',
      );
    this.begun.delete(ticket);
    const identity = await this.provider.finish(query, begun.attempt);
    return { secret: this.sessions.begin(identity), returnTo: begun.returnTo };
  }

  signOut(secret: string): void {
    this.sessions.end(secret);
  }

  /** @throws Problem `invalid-request`, `sign-in-unavailable` */
  async signedOutElsewhere(token: string): Promise<void> {
    this.sessions.endOf(await this.provider.signedOut(token));
  }
}

/** A link that somebody was sent leads nowhere else from here. */
function ownPath(path = '/'): string {
  const isOwn = /^\/(?![/\\])/.test(path) && URL.parse(path, 'http://own.invalid')?.host === 'own.invalid';
  return isOwn ? path : '/';
}
