import type { JournalEntry } from '#figures/journal/journal.js';
import { positionId } from '#kernel/position-id.js';
import type { ReadOn } from '../read.js';
import { DECISIONS, type KeptDecision } from './action.facts.js';
import type { Causes } from './causes.js';

/** Decisions that are looked through at a time, from what was recorded back: what one led to follows it soon. */
const PAGE = 20;

/**
 * What led to something that an automation recorded of a customer: what led to its decision, and that. It is told by what is recorded alone,
 * so that whoever asks, whenever, is told the same.
 * @returns undefined where no automation decided that: somebody sent it under the name of automations
 */
export async function causesOf(
  { key: customer, actor: automation = '', correlationId: occasion = '', position }: JournalEntry,
  { views }: Pick<ReadOn, 'views'>,
): Promise<Causes | undefined> {
  const where = { automation, customer };
  for (let after = positionId(Number(position)); ;) {
    const page = await views.find(DECISIONS, { where, after, descending: true, limit: PAGE });
    const found = page.map(({ body }) => body as object as KeptDecision).find((one) => one.occasion === occasion);
    if (found !== undefined) return [...(found.causes ?? []), { automation, occasion }];
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) return undefined;
    after = last.id;
  }
}
