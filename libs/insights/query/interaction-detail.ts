import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/ports/views.js';
import type { InteractionContent } from '#ledger/events.js';
import { readWholeJournal } from './journal.js';

/** An interaction as of now, with its journal. @throws Problem `not-found` */
export async function interactionDetail(id: string, views: Views) {
  const journal = await readWholeJournal(views, { stream: `interaction-${id}` });
  const [first] = journal;
  if (first === undefined) throw new Problem('not-found', `there is no interaction ${id}`);
  const { personal, ...content } = first.data as InteractionContent;
  const status = journal.some(({ type }) => type === 'InteractionVoided') ? 'voided' : 'logged';
  return { ...content, ...personal, status, occurredAt: first.occurredAt, journal };
}
