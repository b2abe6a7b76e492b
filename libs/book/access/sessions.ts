import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { hashOf } from '#subjects/access/key-secret.js';
import type { Identity, SignedOut } from '#kernel/ports/identity-provider.js';
import type { KeptSession, SessionStore } from '#kernel/ports/session-store.js';

/** Milliseconds after which somebody signs in anew, and after which without a request. */
const LONGEST = 8 * 3_600_000;
const LONGEST_IDLE = 3_600_000;
/** Milliseconds that the store may say less of how lately somebody asked than this process knows: not every request is written. */
const UNSAID = 60_000;
/** Milliseconds for which an answer of the store is believed: so long may somebody go on here who has signed out elsewhere. */
const BELIEVED = 1_000;
/** Known to this process at a time: more are looked up again. */
const MOST = 10_000;
const SECRET_BYTES = 32;

interface Session {
  readonly identity: Identity;
  /** Milliseconds since 1970: when it ends whatever is asked, and without a further request. */
  readonly until: number;
  idleUntil: number;
  /** What of that is in the store. */
  said: number;
  /** When the store was asked, by a clock that nobody sets. */
  looked: number;
}

/** What stands in the store. Permanent for as long as a session lasts. */
interface Written {
  readonly identity: Identity;
  readonly until: number;
}

/**
 * Who has signed in, by the SHA-256 of what the browser keeps. All processes of a book share them, and they outlive each: what one knows of them
 * is what the store said a second ago.
 */
export class Sessions {
  private readonly known = new LRUCache<string, Session>({ max: MOST });

  constructor(
    private readonly store: SessionStore,
    private readonly clock: () => Date,
  ) {}

  /** @returns the secret of a new one, which nobody has seen before */
  async begin(identity: Identity): Promise<string> {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const now = this.clock().getTime();
    const { subject, visit } = identity;
    const written: Written = { identity, until: now + LONGEST };
    const whose = { subject, ...(visit !== undefined && { visit }) };
    const kept = { id: hashOf(secret), until: now + LONGEST_IDLE, ...whose, text: JSON.stringify(written) };
    await this.store.keep(kept, now);
    this.know(kept);
    return secret;
  }

  /** Asks the store about one, unless it has said lately; undefined then. What is asked meanwhile is told what was known before. */
  look(secret: string): Promise<void> | undefined {
    const id = hashOf(secret);
    const known = this.known.get(id);
    return known !== undefined && performance.now() - known.looked < BELIEVED ? undefined : this.lookUp(id);
  }

  /** Whose a secret is, by what the store said last; undefined where it is none, or its time is over. */
  of(secret: string): Identity | undefined {
    // Who listens on and on is asked about nowhere else; the next look finds what the store says.
    this.look(secret)?.catch(() => undefined);
    return this.open(hashOf(secret))?.identity;
  }

  /** Somebody asks with it. */
  used(secret: string): void {
    const id = hashOf(secret);
    const session = this.open(id);
    if (session === undefined) return;
    session.idleUntil = Math.min(this.clock().getTime() + LONGEST_IDLE, session.until);
    if (session.idleUntil - session.said < UNSAID) return;
    const before = session.said;
    session.said = session.idleUntil;
    this.store.extend(id, session.idleUntil).catch(() => {
      // The next request says it.
      session.said = before;
    });
  }

  async end(secret: string): Promise<void> {
    const id = hashOf(secret);
    this.known.delete(id);
    await this.store.take(id);
  }

  /** Ends the visit, or all of who it is. */
  async endOf(signedOut: SignedOut): Promise<void> {
    await this.store.takeOf(signedOut);
    const { subject, visit } = signedOut;
    for (const [id, { identity }] of this.known.entries()) {
      const isTheirs = subject === undefined || identity.subject === subject;
      if (isTheirs && (visit === undefined || identity.visit === visit)) this.known.delete(id);
    }
  }

  private async lookUp(id: string): Promise<void> {
    const kept = await this.store.get(id);
    // A sign-in that was begun is of nobody yet.
    if (kept?.subject === undefined) this.known.delete(id);
    else this.know(kept);
  }

  private know({ id, until: said, text }: KeptSession): void {
    const looked = performance.now();
    const known = this.known.get(id);
    if (known === undefined) {
      const { identity, until } = JSON.parse(text) as Written;
      this.known.set(id, { identity, until, idleUntil: said, said, looked });
      return;
    }
    known.looked = looked;
    known.said = Math.max(known.said, said);
    known.idleUntil = Math.max(known.idleUntil, said);
  }

  private open(id: string): Session | undefined {
    const session = this.known.get(id);
    const now = this.clock().getTime();
    return session !== undefined && now < session.until && now < session.idleUntil ? session : undefined;
  }
}
