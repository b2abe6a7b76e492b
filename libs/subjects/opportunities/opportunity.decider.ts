import type { RateIn } from '../rates/rates.decider.js';
import type { Decider } from '#kernel/decider.js';
import { Problem } from '#kernel/problem.js';
import { attributed } from '../sales/attribution.js';
import { needWholeShares, type CreditShare } from '../sales/credit-shares.js';
import { insertedByInstant, isBefore, type Dated } from '#ledger/by-instant.js';
import { present } from '#ledger/command.js';
import type { CustomerAsOf } from '../customers/customer-as-of.js';
import type { OpportunityChanged, OpportunityContent, OpportunityEvent } from './opportunity.events.js';

export interface Opportunity {
  readonly opened?: { readonly at: string; readonly content: OpportunityContent };
  /** Wins, losses and reopenings, sorted by instant, then id, whatever the order of arrival. */
  readonly turns: readonly (Dated & { readonly closed: boolean })[];
}

export interface OpenOpportunity {
  readonly type: 'OpenOpportunity';
  readonly at: string;
  readonly opportunity: Omit<OpportunityContent, 'rate'>;
  readonly rateIn: RateIn;
  /** Its customer as of `at`; absent without one and for a customer nobody has registered. */
  readonly customer?: CustomerAsOf;
}
interface Later {
  readonly id: string;
  readonly change: string;
  readonly at: string;
  readonly rateIn: RateIn;
}
export interface ChangeOpportunity extends Later {
  readonly type: 'ChangeOpportunity';
  readonly changed: Pick<
    OpportunityChanged['data'],
    'stage' | 'value' | 'salesperson' | 'pipeline' | 'expectedCloseOn' | 'probability'
  >;
}
export interface WinOpportunity extends Later {
  readonly type: 'WinOpportunity';
  readonly value?: string;
  readonly credits?: readonly CreditShare[];
}
export interface LoseOpportunity extends Later {
  readonly type: 'LoseOpportunity';
  readonly reason?: string;
}
export interface ReopenOpportunity extends Later {
  readonly type: 'ReopenOpportunity';
}
export type OpportunityCommand =
  OpenOpportunity | ChangeOpportunity | WinOpportunity | LoseOpportunity | ReopenOpportunity;

export const opportunityDecider: Decider<Opportunity, OpportunityCommand, OpportunityEvent> = {
  initial: { turns: [] },

  evolve(opportunity, event) {
    switch (event.type) {
      case 'OpportunityOpened':
        return { ...opportunity, opened: { at: event.occurredAt, content: event.data } };
      case 'OpportunityChanged':
        return opportunity;
      case 'OpportunityWon':
      case 'OpportunityLost':
      case 'OpportunityReopened': {
        const closed = event.type !== 'OpportunityReopened';
        const turn = { at: event.occurredAt, id: event.data.change, closed };
        return { ...opportunity, turns: insertedByInstant(opportunity.turns, turn) };
      }
    }
  },

  decide(command, opportunity) {
    switch (command.type) {
      case 'OpenOpportunity':
        return [open(command)];
      case 'ChangeOpportunity': {
        const { at, changed } = command;
        const { base, key } = follow(command, opportunity);
        return [{ type: 'OpportunityChanged', schema: 1, occurredAt: at, key, data: { ...base, ...changed } }];
      }
      case 'WinOpportunity': {
        const { at, value, credits } = command;
        needWholeShares(credits);
        const { base, key } = follow(command, opportunity, 'close');
        return [{ type: 'OpportunityWon', schema: 1, occurredAt: at, key, data: present({ ...base, value, credits }) }];
      }
      case 'LoseOpportunity': {
        const { at, reason } = command;
        const { base, key } = follow(command, opportunity, 'close');
        return [{ type: 'OpportunityLost', schema: 1, occurredAt: at, key, data: present({ ...base, reason }) }];
      }
      case 'ReopenOpportunity': {
        const { at } = command;
        const { base, key } = follow(command, opportunity, 'reopen');
        return [{ type: 'OpportunityReopened', schema: 1, occurredAt: at, key, data: base }];
      }
    }
  },
};

function open({ at, opportunity, rateIn, customer }: OpenOpportunity): OpportunityEvent {
  const data = attributed({ ...opportunity, rate: rateIn(opportunity.currency) }, customer);
  const key = data.customerId ?? `opportunity-${data.id}`;
  return { type: 'OpportunityOpened', schema: 1, occurredAt: at, key, data };
}

/** What every later event has, once it is clear that it may follow. */
function follow({ id, change, at, rateIn }: Later, opportunity: Opportunity, turn?: 'close' | 'reopen') {
  const { opened } = opportunity;
  if (opened === undefined)
    throw new Problem('not-found', `there is no opportunity ${id}: open it first`, [
      { field: 'opportunityId', detail: 'is not known' },
    ]);
  if (at < opened.at) throw tooEarly(id, at, opened.at);
  if (turn === 'close') checkClosing(id, { at, id: change }, opportunity);
  if (turn === 'reopen') checkReopening(id, { at, id: change }, opportunity);
  const { customerId, currency } = opened.content;
  return {
    base: { ...present({ id, customerId, change }), rate: rateIn(currency) },
    key: customerId ?? `opportunity-${id}`,
  };
}

function tooEarly(id: string, at: string, openedAt: string): Problem {
  const detail = `this is dated ${at}, before the opportunity ${id} was opened at ${openedAt}: correct the date`;
  return new Problem('before-its-start', detail, [{ field: 'occurredAt', detail: 'lies before the opening' }]);
}

/**
 * Between two closings there is a reopening, so that every win and loss counts, on its own day: one that is dated where the opportunity
 * is closed, or so that a closing already recorded would find it closed, is refused. A reopening takes nothing away, wherever it comes.
 */
function checkClosing(id: string, place: Dated, { turns }: Opportunity): void {
  const before = turns.findLast((other) => isBefore(other, place));
  const after = turns.find((other) => isBefore(place, other));
  if (before?.closed === true)
    throw alreadyClosed(`the opportunity ${id} is closed at ${place.at}, since ${before.at}: reopen it first`);
  if (after?.closed === true)
    throw alreadyClosed(
      `the opportunity ${id} was closed at ${after.at}, and a closing dated ${place.at} would leave that one without effect: ` +
        'reopen it first and close it after that, or correct the date',
    );
}

function alreadyClosed(detail: string): Problem {
  return new Problem('opportunity-closed', detail, [{ field: 'occurredAt', detail: 'meets another closing' }]);
}

/** Closed right before the place of a reopening, and at the end of its instant: only if both agree it has its effect. */
function checkReopening(id: string, place: Dated, { turns }: Opportunity): void {
  const before = turns.findLast((other) => isBefore(other, place))?.closed ?? false;
  const then = turns.findLast((other) => other.at <= place.at)?.closed ?? false;
  if (!before || !then)
    throw new Problem('not-closed', `the opportunity ${id} is open at ${place.at}: nothing to do, or correct the date`);
}
