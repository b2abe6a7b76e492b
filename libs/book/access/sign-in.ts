import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { hashOf } from '#subjects/access/key-secret.js';
import type { IdentityProvider, SignInAttempt } from '#kernel/ports/identity-provider.js';
import type { SessionStore } from '#kernel/ports/session-store.js';
import { Problem } from '#kernel/problem.js';
import type { Sessions } from './sessions.js';

/** Milliseconds that somebody may take at the issuer. */
export const ATTEMPT_MS = 600_000;
/** Begun here and not answered yet: the oldest beyond it are dropped, since anybody may begin one. */
const MOST_ATTEMPTS = 10_000;
const ID_BYTES = 32;

/** What stands in the store. Permanent for as long as somebody may take. */
interface Begun {
  readonly attempt: SignInAttempt;
  readonly returnTo: string;
}

/** Has people signed in by whoever knows them. What is begun at one process can be finished at another. */
export class SignInDesk {
  private readonly begun = new LRUCache<string, true>({
    max: MOST_ATTEMPTS,
    dispose: (_begun, id, why) => {
      // It is over by itself in ten minutes.
      if (why === 'evict') this.store.take(id).catch(() => undefined);
    },
  });

  constructor(
    private readonly provider: IdentityProvider,
    private readonly sessions: Sessions,
    private readonly store: SessionStore,
    private readonly clock: () => Date,
  ) {}

  /**
   * @param returnTo a path of this server, where who has signed in goes on; the page for anything else
   * @returns where to send the browser, and what it is to bring back: the answer of one is no answer for another
   */
  async begin(returnTo: string | undefined): Promise<{ readonly address: string; readonly ticket: string }> {
    const { address, attempt } = await this.provider.begin();
    const ticket = randomBytes(ID_BYTES).toString('base64url');
    const begun: Begun = { attempt, returnTo: ownPath(returnTo) };
    const id = hashOf(ticket);
    const now = this.clock().getTime();
    await this.store.keep({ id, until: now + ATTEMPT_MS, text: JSON.stringify(begun) }, now);
    this.begun.set(id, true);
    return { address, ticket };
  }

  /** Each ticket is good once. @throws Problem `unauthenticated`, `sign-in-unavailable` */
  async finish(
    query: string,
    ticket: string | undefined,
  ): Promise<{ readonly secret: string; readonly returnTo: string }> {
    const begun = ticket === undefined ? undefined : await this.taken(hashOf(ticket));
    if (begun === undefined)
      throw new Problem(
        'unauthenticated',
        'this browser has begun no sign-in of late, or this one was answered before: begin again at /auth/login',
      );
    const identity = await this.provider.finish(query, begun.attempt);
    return { secret: await this.sessions.begin(identity), returnTo: begun.returnTo };
  }

  async signOut(secret: string): Promise<void> {
    await this.sessions.end(secret);
  }

  /** @throws Problem `invalid-request`, `sign-in-unavailable` */
  async signedOutElsewhere(token: string): Promise<void> {
    await this.sessions.endOf(await this.provider.signedOut(token));
  }

  private async taken(id: string): Promise<Begun | undefined> {
    const kept = await this.store.take(id);
    this.begun.delete(id);
    // A session is no ticket: it says whose it is.
    if (kept === undefined || kept.subject !== undefined || kept.until <= this.clock().getTime()) return undefined;
    return JSON.parse(kept.text) as Begun;
  }
}

/** A link that somebody was sent leads nowhere else from here. */
function ownPath(path = '/'): string {
  const isOwn = /^\/(?![/\\])/.test(path) && URL.parse(path, 'http://own.invalid')?.host === 'own.invalid';
  return isOwn ? path : '/';
}
