import type { Json } from '#kernel/event.js';
import type { CreditShare } from '../sales/credit-shares.js';
import type { OpportunityContent, OpportunityEvent } from './opportunity.events.js';

/** What can be said of an opportunity after it was opened. */
export interface DealStep {
  readonly kind: 'changed' | 'won' | 'lost' | 'reopened';
  readonly at: string;
  readonly day: number;
  readonly id: string;
  readonly rate: string | null;
  readonly stage?: string;
  readonly value?: string;
  readonly salesperson?: string;
  readonly pipeline?: string;
  readonly probability?: string;
  /** A date. */
  readonly expectedCloseOn?: string;
  readonly reason?: string;
  /** Who share a win. */
  readonly credits?: readonly CreditShare[];
}

/** Everything about one opportunity that its facts depend on. Steps are sorted by instant, then id: the order of arrival leaves no trace. */
export interface DealHistory {
  readonly id: string;
  opened: { readonly day: number; readonly content: OpportunityContent } | undefined;
  steps: readonly DealStep[];
}

export function newDeal(id: string): DealHistory {
  return { id, opened: undefined, steps: [] };
}

/** Takes an event into the history. */
export function addToDeal(history: DealHistory, event: OpportunityEvent, day: number): void {
  if (event.type === 'OpportunityOpened') {
    const { personal: _personal, ...content } = event.data;
    history.opened = { day, content };
    return;
  }
  const { id: _id, customerId: _customer, change, ...said } = event.data;
  const step: DealStep = { kind: KINDS[event.type], at: event.occurredAt, day, ...said, id: change };
  const before = history.steps.filter((other) => other.at < step.at || (other.at === step.at && other.id < step.id));
  history.steps = history.steps.toSpliced(before.length, 0, step);
}

const KINDS = {
  OpportunityChanged: 'changed',
  OpportunityWon: 'won',
  OpportunityLost: 'lost',
  OpportunityReopened: 'reopened',
} as const;

/** The form in which a history is stored in the `opportunities` collection. */
export function writeDeal({ opened, steps }: DealHistory): Json {
  return { opened: opened ?? null, steps: steps.map((step) => ({ ...step })) };
}

export function readDeal(id: string, body: Json): DealHistory {
  const { opened, steps } = body as Json &
    Pick<DealHistory, 'steps'> & { readonly opened: DealHistory['opened'] | null };
  return { id, opened: opened ?? undefined, steps };
}
