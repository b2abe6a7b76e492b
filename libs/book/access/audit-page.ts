import type { FindEntries } from '#kernel/ports/audit-store.js';
import type { Book } from '../book.js';
import type { AuditPage } from './audit.answers.js';
import { textKept } from './audited-question.js';

export interface AskedAudit extends Pick<FindEntries, 'after' | 'limit' | 'principal' | 'route'> {
  readonly customerId?: string;
}

/** Who asked for what, of this book. @throws Problem `audit-unavailable` */
export async function auditPage({ audit }: Book, { customerId, ...find }: AskedAudit): Promise<AuditPage> {
  if (audit === undefined) return { kept: false, entries: [], next: null };
  // An id that is an e-mail address was written down as its hash.
  const customer = customerId === undefined ? {} : { customer: textKept(customerId, audit.hashed) };
  const found = await audit.find({ ...find, ...customer });
  const entries = found.map(({ customer: _, ...entry }) => entry);
  return { kept: true, entries, next: found.length < find.limit ? null : String(found.at(-1)?.n) };
}
