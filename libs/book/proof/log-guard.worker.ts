import { ThreadSide } from '#engine/threads/thread-side.js';
import { logEntry } from '#kernel/log-entry.js';
import { leafHash } from '#merkle/hashes.js';
import { KeptTree } from '#merkle/kept-tree.js';
import { NotProven } from '#merkle/not-proven.js';
import type { AuditedLog } from './audited-log.js';
import { openAudited } from './audited-place.js';
import { LogCheck } from './log-check.js';
import type { Guarded, LookedAt, LookQuestion } from './log-guard.js';

/** Looks through a whole log in a thread of its own, so that nobody waits for it. */
const side = new ThreadSide<Guarded>();

async function look({ last }: LookQuestion): Promise<LookedAt> {
  const log = await openAudited(side.data.at);
  try {
    const check = new LogCheck(log);
    for await (const _page of check.pages());
    if (last !== undefined) check.needPrefix({ size: last.size, root: Buffer.from(last.root, 'base64') });
    return {};
  } catch (error) {
    if (!(error instanceof NotProven)) throw error;
    return { fault: { what: error.message, ...(await headOf(log)) } };
  } finally {
    await log.close();
  }
}

/** Of the events that are there, whatever tree is kept beside them. */
async function headOf(log: AuditedLog): Promise<{ readonly size: number; readonly root: string }> {
  const tree = new KeptTree();
  for await (const page of log.pages())
    for (const { event, texts } of page) tree.add(leafHash(logEntry(tree.size, event, texts)));
  return { size: tree.size, root: tree.root(tree.size).toString('base64') };
}

side.serve<LookQuestion>({ answer: look });
