import { OPPORTUNITY_EVENTS } from './opportunity.events.js';
import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/ports/views.js';
import { OPPORTUNITY_SHOWN, type OpportunityShown } from './opportunity.answers.js';
import { readDeal, type DealHistory, type DealStep } from './deal-history.js';
import { NO_PARAMETERS, reads } from '../read.js';
import { readableOf, readWholeJournal } from '#figures/journal/journal.js';

/** An opportunity as of now, with its journal. @throws Problem `not-found` */
export async function opportunityDetail(id: string, views: Views): Promise<OpportunityShown> {
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

type Standing = Pick<OpportunityShown, 'status' | 'closedAt'> &
  Pick<DealStep, 'value' | 'stage' | 'salesperson' | 'probability' | 'reason'>;

/** What its steps have made of it. A closing of what is closed and a reopening of what is open change nothing. */
function standing({ steps }: DealHistory): Standing {
  let now: Standing = { status: 'open', closedAt: null };
  for (const step of steps) {
    const isOpen = now.status === 'open';
    if (step.kind === 'reopened' ? isOpen : step.kind !== 'changed' && !isOpen) continue;
    now = { ...now, ...saidBy(step), ...statusAfter(step) };
  }
  return now;
}

function saidBy({ value, stage, salesperson, probability, reason }: DealStep): Partial<Standing> {
  return {
    ...(value !== undefined && { value }),
    ...(stage !== undefined && { stage }),
    ...(salesperson !== undefined && { salesperson }),
    ...(probability !== undefined && { probability }),
    ...(reason !== undefined && { reason }),
  };
}

function statusAfter({ kind, at }: DealStep): Partial<Standing> {
  switch (kind) {
    case 'changed':
      return {};
    case 'reopened':
      return { status: 'open', closedAt: null };
    case 'won':
    case 'lost':
      return { status: kind, closedAt: at };
  }
}

export const OPPORTUNITY_READS = {
  showOpportunity: reads({
    path: 'opportunities/:id',
    parameters: NO_PARAMETERS,
    answers: OPPORTUNITY_SHOWN,
    example: { summary: 'An opportunity', id: 'o-1' },
    answer: ({ id }, { views }) => opportunityDetail(id, views),
  }),
};
