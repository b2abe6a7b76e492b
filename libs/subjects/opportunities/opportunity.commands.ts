import { aggregate } from '#ledger/aggregate.js';
import { pastInstant } from '#ledger/command.js';
import type { Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { amount, rate } from '#ledger/input/number.js';
import { optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import { date, instant } from '#ledger/input/time.js';
import { currencyOrBase } from '../sales/attribution.js';
import { checkCredits, CREDITS } from '../sales/credit-shares.js';
import {
  opportunityDecider,
  type ChangeOpportunity,
  type LoseOpportunity,
  type OpenOpportunity,
  type ReopenOpportunity,
  type WinOpportunity,
} from './opportunity.decider.js';
import { OPPORTUNITY_EVENTS, type OpportunityEvent } from './opportunity.events.js';

/** A command as far as the caller says it: its customer and the rates of its day are looked up. */
type Asked<Command> = Omit<Command, 'rateIn' | 'customer'>;

/** Of commands that follow the opening. */
export type AskedLater =
  Asked<ChangeOpportunity> | Asked<WinOpportunity> | Asked<LoseOpportunity> | Asked<ReopenOpportunity>;

const TERMS = { value: optional(amount), expectedCloseOn: optional(date), probability: optional(rate) };
const LATER = { id: label, opportunityId: label, occurredAt: instant };
const CHANGED = { stage: optional(label), salesperson: optional(label), pipeline: optional(label), ...TERMS };

export const OPENING = commandInput(
  'OpenOpportunity',
  {
    openedAt: instant,
    id: label,
    customerId: optional(label),
    product: optional(label),
    salesperson: optional(label),
    region: optional(label),
    pipeline: optional(label),
    currency: currencyOrBase,
    ...TERMS,
    title: optional(text),
  },
  ({ openedAt, title, ...said }, reading): Asked<OpenOpportunity> => {
    const at = pastInstant('openedAt', openedAt, reading);
    const opportunity = title === undefined ? said : { ...said, personal: { title } };
    return { type: 'OpenOpportunity', at, opportunity };
  },
);

export const CHANGE = commandInput(
  'ChangeOpportunity',
  { ...LATER, ...CHANGED },
  ({ id: change, opportunityId: id, occurredAt, ...changed }, reading): Asked<ChangeOpportunity> => ({
    type: 'ChangeOpportunity',
    id,
    change,
    at: pastInstant('occurredAt', occurredAt, reading),
    changed,
  }),
  (said, scope) => {
    if (scope.sound && Object.keys(said).every((name) => !(name in CHANGED)))
      scope.fail('', 'must name at least one thing to change');
  },
);

export const WINNING = commandInput(
  'WinOpportunity',
  { ...LATER, value: optional(amount), ...CREDITS },
  ({ id: change, opportunityId: id, occurredAt, ...said }, reading): Asked<WinOpportunity> => ({
    type: 'WinOpportunity',
    id,
    change,
    at: pastInstant('occurredAt', occurredAt, reading),
    ...said,
  }),
  checkCredits,
);

export const LOSING = commandInput(
  'LoseOpportunity',
  { ...LATER, reason: optional(text) },
  ({ id: change, opportunityId: id, occurredAt, ...said }, reading): Asked<LoseOpportunity> => ({
    type: 'LoseOpportunity',
    id,
    change,
    at: pastInstant('occurredAt', occurredAt, reading),
    ...said,
  }),
);

export const REOPENING = commandInput(
  'ReopenOpportunity',
  LATER,
  ({ id: change, opportunityId: id, occurredAt }, reading): Asked<ReopenOpportunity> => ({
    type: 'ReopenOpportunity',
    id,
    change,
    at: pastInstant('occurredAt', occurredAt, reading),
  }),
);

/** The command an event was, as the caller said it. */
function opportunitySaid({ type, occurredAt, data }: OpportunityEvent): Said {
  if (type === 'OpportunityOpened') {
    const { rate: _rate, personal, ...said } = data;
    const content = { type: 'OpenOpportunity', ...said, openedAt: occurredAt, ...personal };
    return { content, filled: ['region', 'salesperson'] };
  }
  const { id: opportunityId, change: id, rate: _rate, customerId: _customer, ...said } = data;
  return { content: { type: COMMANDS[type], id, opportunityId, occurredAt, ...said }, filled: [] };
}

const COMMANDS = {
  OpportunityChanged: 'ChangeOpportunity',
  OpportunityWon: 'WinOpportunity',
  OpportunityLost: 'LoseOpportunity',
  OpportunityReopened: 'ReopenOpportunity',
} as const;

export const OPPORTUNITY = aggregate('opportunity-', {
  decider: opportunityDecider,
  events: OPPORTUNITY_EVENTS,
  said: opportunitySaid,
});
