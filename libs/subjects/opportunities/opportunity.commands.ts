import { aggregate } from '#ledger/aggregate.js';
import { OPPORTUNITY_EVENTS } from './opportunity.events.js';
import { opportunityDecider } from './opportunity.decider.js';
import { claimOf, openFields, present, refuseFuture, type Read, type Reading } from '#ledger/command.js';
import type { Said } from '#ledger/differences.js';
import type { OpportunityEvent } from './opportunity.events.js';
import type { Fields } from '#ledger/fields.js';
import type {
  ChangeOpportunity,
  LoseOpportunity,
  OpenOpportunity,
  ReopenOpportunity,
  WinOpportunity,
} from './opportunity.decider.js';

/** A command as far as the caller says it: its customer and the rates of its day are looked up. */
type Asked<Command> = Omit<Command, 'rateIn' | 'customer'>;

/** Of commands that follow the opening. */
export type AskedLater =
  Asked<ChangeOpportunity> | Asked<WinOpportunity> | Asked<LoseOpportunity> | Asked<ReopenOpportunity>;

export function readOpening(data: unknown, reading: Reading): Read<Asked<OpenOpportunity>> {
  const { fields, envelope } = openFields(data, reading);
  const at = fields.instant('openedAt');
  const said = {
    ...present({
      id: fields.label('id'),
      customerId: fields.optionalLabel('customerId'),
      product: fields.optionalLabel('product'),
      salesperson: fields.optionalLabel('salesperson'),
      region: fields.optionalLabel('region'),
      currency: fields.optionalCurrency('currency') ?? reading.currency,
    }),
    ...readTerms(fields),
  };
  const title = fields.optionalText('title');
  fields.done();
  refuseFuture('openedAt', at, reading);
  const type = 'OpenOpportunity';
  const opportunity = title === undefined ? said : { ...said, personal: { title } };
  const content = present({ type, ...said, openedAt: at, title });
  return { command: { type, at, opportunity }, claim: claimOf(said.id, content, envelope) };
}

function readTerms(fields: Fields) {
  return present({
    value: fields.optionalAmount('value', 'zero'),
    expectedCloseOn: fields.optionalDate('expectedCloseOn'),
    probability: fields.optionalRate('probability'),
  });
}

export function readOpportunityChange(data: unknown, reading: Reading): Read<Asked<ChangeOpportunity>> {
  const { fields, envelope } = openFields(data, reading);
  const change = fields.label('id');
  const id = fields.label('opportunityId');
  const at = fields.instant('occurredAt');
  const changed = {
    ...present({ stage: fields.optionalLabel('stage'), salesperson: fields.optionalLabel('salesperson') }),
    ...readTerms(fields),
  };
  if (fields.sound && Object.keys(changed).length === 0) fields.fail('', 'must name at least one thing to change');
  fields.done();
  refuseFuture('occurredAt', at, reading);
  const type = 'ChangeOpportunity';
  const content = { type, id: change, opportunityId: id, occurredAt: at, ...changed };
  return { command: { type, id, change, at, changed }, claim: claimOf(change, content, envelope) };
}

export function readWin(data: unknown, reading: Reading): Read<Asked<WinOpportunity>> {
  return readTurn('WinOpportunity', data, reading, (fields) => ({ value: fields.optionalAmount('value', 'zero') }));
}

export function readLoss(data: unknown, reading: Reading): Read<Asked<LoseOpportunity>> {
  return readTurn('LoseOpportunity', data, reading, (fields) => ({ reason: fields.optionalText('reason') }));
}

export function readOpportunityReopening(data: unknown, reading: Reading): Read<Asked<ReopenOpportunity>> {
  return readTurn('ReopenOpportunity', data, reading, () => ({}));
}

function readTurn<
  Type extends string,
  More extends { readonly value?: string | undefined } | { readonly reason?: string | undefined },
>(type: Type, data: unknown, reading: Reading, read: (fields: Fields) => More) {
  const { fields, envelope } = openFields(data, reading);
  const change = fields.label('id');
  const id = fields.label('opportunityId');
  const at = fields.instant('occurredAt');
  const more = present(read(fields));
  fields.done();
  refuseFuture('occurredAt', at, reading);
  const content = { type, id: change, opportunityId: id, occurredAt: at, ...more };
  return { command: { type, id, change, at, ...more }, claim: claimOf(change, content, envelope) };
}

/** The command an event was, as the caller said it. */
export function opportunitySaid({ type, occurredAt, data }: OpportunityEvent): Said {
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
