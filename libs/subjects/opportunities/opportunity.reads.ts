import { OPPORTUNITY_EVENTS } from './opportunity.events.js';
import { Problem } from '#kernel/problem.js';
import { present } from '#ledger/command.js';
import { OPPORTUNITY_SHOWN, type OpportunityShown } from './opportunity.answers.js';
import { DEAL_PARTS, isDealInside } from './deal-seen.js';
import { readDeal, type DealHistory, type DealStep } from './deal-history.js';
import { entriesSeen, needOneOf, toldEntries, type ToldOn } from '../customers/entries-seen.js';
import { NO_PARAMETERS, reads } from '../read.js';
import { maskedOf, readableOf, readWholeJournal } from '#figures/journal/journal.js';

/**
 * An opportunity as of now, with its journal. Whoever sees some rows only sees one that stands inside now, and of its journal what left it inside.
 * @throws Problem `not-found`; `restricted` for who is narrowed to what opportunities have none of
 */
export async function opportunityDetail(id: string, on: ToldOn): Promise<OpportunityShown> {
  const { views, catalogue } = on;
  needOneOf('opportunity', DEAL_PARTS, catalogue);
  const [[document], journal] = await Promise.all([
    views.get('opportunities', [id]),
    readWholeJournal(views, { stream: `opportunity-${id}` }),
  ]);
  const deal = document === undefined ? undefined : readDeal(id, document.body);
  const { rows } = catalogue;
  if (rows !== undefined && (deal === undefined || !isDealInside(deal, rows))) throw noOpportunity(id);
  const [first] = readableOf(`opportunity ${id}`, journal, OPPORTUNITY_EVENTS);
  if (deal?.opened === undefined) throw noOpportunity(id);
  const { rate: _rate, ...opened } = deal.opened.content;
  const { personal } = first.data as { readonly personal?: { readonly title?: string } };
  const told = rows === undefined ? journal : toldEntries(await entriesSeen(journal, on), on.position);
  const shown = { ...opened, ...personal, ...maskedOf(first) };
  return { ...shown, openedAt: first.occurredAt, ...standing(deal), journal: told };
}

function noOpportunity(id: string): Problem {
  return new Problem('not-found', `there is no opportunity ${id}`);
}

type Standing = Pick<OpportunityShown, 'status' | 'closedAt'> &
  Pick<
    DealStep,
    'value' | 'stage' | 'salesperson' | 'credits' | 'pipeline' | 'probability' | 'expectedCloseOn' | 'reason'
  >;

/** What its steps have made of it. A closing of what is closed and a reopening of what is open change nothing. */
function standing({ steps }: DealHistory): Standing {
  let now: Standing = { status: 'open', closedAt: null };
  for (const step of steps) {
    const isOpen = now.status === 'open';
    if (step.kind === 'reopened' ? isOpen : step.kind !== 'changed' && !isOpen) continue;
    const { credits: _ofEarlierWin, ...before } = now;
    now = { ...(step.kind === 'changed' ? now : before), ...saidBy(step), ...statusAfter(step) };
  }
  return now;
}

function saidBy({
  value,
  stage,
  salesperson,
  credits,
  pipeline,
  probability,
  expectedCloseOn,
  reason,
}: DealStep): Partial<Standing> {
  return present({ value, stage, salesperson, credits, pipeline, probability, expectedCloseOn, reason });
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
    ofRows: true,
    answer: ({ id }, on) => opportunityDetail(id, on),
  }),
};
