import { OPPORTUNITY_EVENTS } from './opportunity.events.js';
import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/ports/views.js';
import { readDeal, type DealHistory } from './deal-history.js';
import { readableOf, readWholeJournal } from '#figures/journal/journal.js';

/** An opportunity as of now, with its journal. @throws Problem `not-found` */
export async function opportunityDetail(id: string, views: Views) {
  const [[document], journal] = await Promise.all([
    views.get('opportunities', [id]),
    readWholeJournal(views, { stream: `opportunity-${id}` }),
  ]);
  const [first] = readableOf(`opportunity ${id}`, journal, OPPORTUNITY_EVENTS);
  const deal = document === undefined ? undefined : readDeal(id, document.body);
  if (deal?.opened === undefined) throw new Problem('not-found', `there is no opportunity ${id}`);
  const { rate: _rate, ...opened } = deal.opened.content;
  const { personal } = first.data as { readonly personal?: { readonly title?: string } };
  return { ...opened, ...personal, openedAt: first.occurredAt, ...standing(deal), journal };
}

/** What its steps have made of it. A closing of what is closed and a reopening of what is open change nothing. */
function standing({ steps }: DealHistory) {
  let now: Readonly<Record<string, string | null>> = { status: 'open', closedAt: null };
  for (const { kind, at, value, stage, salesperson, probability, reason } of steps) {
    const isOpen = now['status'] === 'open';
    if (kind === 'reopened' ? isOpen : kind !== 'changed' && !isOpen) continue;
    const status =
      kind === 'changed'
        ? {}
        : kind === 'reopened'
          ? { status: 'open', closedAt: null }
          : { status: kind, closedAt: at };
    const said = Object.entries({ value, stage, salesperson, probability, reason }).filter(
      (said): said is [string, string] => said[1] !== undefined,
    );
    now = { ...now, ...Object.fromEntries(said), ...status };
  }
  return now;
}
