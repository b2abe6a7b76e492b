import type { AuditEntry, AuditStore, FindEntries } from '#kernel/ports/audit-store.js';

type Numbered = AuditEntry & { readonly n: number };

/** Entries of one process, gone with it. */
export class MemoryAuditStore implements AuditStore {
  private readonly entries: Numbered[] = [];

  async append(entries: readonly AuditEntry[]): Promise<void> {
    for (const entry of entries) this.entries.push({ ...entry, n: this.entries.length + 1 });
  }

  async find({ after, limit, principal, route, customer }: FindEntries): Promise<readonly Numbered[]> {
    return this.entries
      .filter((entry) => entry.n > after)
      .filter((entry) => principal === undefined || entry.principal === principal)
      .filter((entry) => route === undefined || [entry.route, entry.route?.split(' ')[1]].includes(route))
      .filter((entry) => customer === undefined || entry.customer === customer)
      .slice(0, limit);
  }

  async close(): Promise<void> {
    return Promise.resolve();
  }
}
