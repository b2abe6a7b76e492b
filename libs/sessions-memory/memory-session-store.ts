import type { SignedOut } from '#kernel/ports/identity-provider.js';
import type { KeptSession, SessionStore } from '#kernel/ports/session-store.js';

/** Sessions of one process, gone with it. */
export class MemorySessionStore implements SessionStore {
  private readonly sessions = new Map<string, KeptSession>();

  async keep(session: KeptSession, now: number): Promise<void> {
    for (const { id, until } of this.sessions.values()) if (until <= now) this.sessions.delete(id);
    this.sessions.set(session.id, session);
  }

  async get(id: string): Promise<KeptSession | undefined> {
    return this.sessions.get(id);
  }

  async extend(id: string, until: number): Promise<void> {
    const session = this.sessions.get(id);
    if (session !== undefined && session.until < until) this.sessions.set(id, { ...session, until });
  }

  async take(id: string): Promise<KeptSession | undefined> {
    const session = this.sessions.get(id);
    this.sessions.delete(id);
    return session;
  }

  async takeOf({ subject, visit }: SignedOut): Promise<void> {
    if (subject === undefined && visit === undefined) return;
    for (const session of this.sessions.values()) {
      const isTheirs = subject === undefined || session.subject === subject;
      if (isTheirs && (visit === undefined || session.visit === visit)) this.sessions.delete(session.id);
    }
  }

  async close(): Promise<void> {
    return Promise.resolve();
  }
}
