import type { Seal } from '#engine/seal.js';
import type { AuditStore } from '#kernel/ports/audit-store.js';
import type { Started } from '#platform/until-stopped.js';
import { AuditTrail } from './audit-trail.js';
import type { Doorkeeper } from './doorkeeper.js';

/** Permanent: what is hashed for the audit log can be compared with what was before. */
const PURPOSE = 'audit';
/** Milliseconds to write what waits when the process ends. */
const LAST_ENTRIES = 5_000;

/** Where it is written down who asks: where keys are asked for, or nobody is known, and the stores keep it. */
export async function openAudit(
  door: Doorkeeper | undefined,
  { openAudit: open }: { readonly openAudit?: () => AuditStore },
  seal: Pick<Seal, 'hashing'>,
  { closers, log }: Pick<Started, 'closers' | 'log'>,
): Promise<AuditTrail | undefined> {
  if (door === undefined || open === undefined) return undefined;
  const onError = (error: unknown): void =>
    log.error({ err: error }, 'who asks could not be written down, which is tried again; what shows people is refused');
  const trail = new AuditTrail(open(), await seal.hashing(PURPOSE), onError);
  closers.add('the audit log', () => trail.close(), LAST_ENTRIES);
  return trail;
}
