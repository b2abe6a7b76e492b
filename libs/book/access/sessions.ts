import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { hashOf } from '#subjects/access/key-secret.js';
import type { Identity, SignedOut } from '#kernel/ports/identity-provider.js';

/** Milliseconds after which somebody signs in anew, and after which without a request. */
const LONGEST = 8 * 3_600_000;
const LONGEST_IDLE = 3_600_000;
/** Beyond it those who have asked nothing for longest sign in again. */
const MOST = 10_000;
const SECRET_BYTES = 32;

interface Session {
  readonly identity: Identity;
  readonly until: number;
  idleUntil: number;
}

/**
 * Who has signed in. It is known to this process only, by the SHA-256 of what the browser keeps: when the process ends, whoever signs people
 * in is asked again.
 */
export class Sessions {
  private readonly sessions = new LRUCache<string, Session>({ max: MOST });

  constructor(private readonly clock: () => Date) {}

  /** @returns the secret of a new one, which nobody has seen before */
  begin(identity: Identity): string {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const now = this.clock().getTime();
    this.sessions.set(hashOf(secret), { identity, until: now + LONGEST, idleUntil: now + LONGEST_IDLE });
    return secret;
  }

  /** Whose a secret is; undefined where it is none, or its time is over. */
  of(secret: string): Identity | undefined {
    return this.open(secret)?.identity;
  }

  /** Somebody asks with it. */
  used(secret: string): void {
    const session = this.open(secret);
    if (session !== undefined) session.idleUntil = this.clock().getTime() + LONGEST_IDLE;
  }

  end(secret: string): void {
    this.sessions.delete(hashOf(secret));
  }

  /** Ends the visit, or all of who it is. */
  endOf({ subject, visit }: SignedOut): void {
    for (const [key, { identity }] of this.sessions.entries()) {
      const isTheirs = subject === undefined || identity.subject === subject;
      if (isTheirs && (visit === undefined || identity.visit === visit)) this.sessions.delete(key);
    }
  }

  private open(secret: string): Session | undefined {
    const key = hashOf(secret);
    const session = this.sessions.get(key);
    if (session === undefined) return undefined;
    const now = this.clock().getTime();
    if (now < session.until && now < session.idleUntil) return session;
    this.sessions.delete(key);
    return undefined;
  }
}
