import { begins, changes, type Desk } from '#ledger/command-type.js';
import { customerOf, customerStream } from '../customers/customer-as-of.js';
import { RATES } from '../rates/rates.commands.js';
import { ratesOn, ratesStream } from '../rates/rates-of-day.js';
import { OPPORTUNITY_READS } from './opportunity.reads.js';
import type { Subject } from '../subject.js';
import { OPPORTUNITY, LOSING, OPENING, CHANGE, REOPENING, WINNING, type AskedLater } from './opportunity.commands.js';
import type { OpportunityCommand } from './opportunity.decider.js';
import { OPPORTUNITY_EVENTS } from './opportunity.events.js';
import { DEAL_DIMENSIONS, DEAL_MEASURES, STAY_DIMENSIONS, STAY_MEASURES } from './deal-facts.js';
import { opportunityFacts } from './opportunity.facts.js';
import { DEAL_METRICS } from './opportunity.metrics.js';
import { PIPELINE_METRICS } from './pipeline.metrics.js';
import { STAGE_METRICS } from './deal-stage.metrics.js';

/** What every later command looks up: the rates of its day. */
const later = {
  complete: async (asked: AskedLater, desk: Desk): Promise<OpportunityCommand> => ({
    ...asked,
    ...(await ratesOn(asked.at, desk)),
  }),
  looksAt: () => [RATES.prefix],
};

/** Deals that may come: opened, changed, won, lost, reopened. */
export const OPPORTUNITIES: Subject = {
  name: 'opportunity',
  events: OPPORTUNITY_EVENTS,
  personal: OPPORTUNITY,
  commands: {
    OpenOpportunity: begins(OPPORTUNITY, {
      input: OPENING,
      complete: async (asked, desk) => ({
        ...asked,
        ...(await customerOf(asked.opportunity, asked.at, desk)),
        ...(await ratesOn(asked.at, desk)),
      }),
      looksAt: (data) => [customerStream(data), ratesStream(data)],
      route: { method: 'POST', path: 'opportunities' },
      problems: ['customer-unknown'],
      example: {
        summary: 'Open an opportunity',
        body: {
          id: 'o-1',
          customerId: 'ada',
          openedAt: '2024-02-01',
          title: 'Tea for the year',
          product: 'tea',
          pipeline: 'wholesale',
          value: '500',
          currency: 'EUR',
          expectedCloseOn: '2024-04-01',
          probability: '0.4',
        },
      },
    }),
    ChangeOpportunity: changes(OPPORTUNITY, {
      ...later,
      input: CHANGE,
      route: { method: 'PATCH', path: 'opportunities/:id', names: 'opportunityId' },
      problems: ['not-found', 'before-its-start'],
      example: {
        summary: 'Change an opportunity',
        id: 'o-1',
        body: { id: 'o-1-offer', occurredAt: '2024-02-10', stage: 'offer', probability: '0.7' },
      },
    }),
    LoseOpportunity: changes(OPPORTUNITY, {
      ...later,
      input: LOSING,
      route: { method: 'POST', path: 'opportunities/:id/lose', names: 'opportunityId' },
      problems: ['not-found', 'before-its-start', 'opportunity-closed'],
      example: {
        summary: 'Lose an opportunity',
        id: 'o-1',
        body: { id: 'o-1-lost', occurredAt: '2024-02-20', reason: 'price' },
      },
    }),
    ReopenOpportunity: changes(OPPORTUNITY, {
      ...later,
      input: REOPENING,
      route: { method: 'POST', path: 'opportunities/:id/reopen', names: 'opportunityId' },
      problems: ['not-found', 'before-its-start', 'not-closed'],
      example: {
        summary: 'Reopen an opportunity',
        id: 'o-1',
        body: { id: 'o-1-again', occurredAt: '2024-03-01' },
      },
    }),
    WinOpportunity: changes(OPPORTUNITY, {
      ...later,
      input: WINNING,
      route: { method: 'POST', path: 'opportunities/:id/win', names: 'opportunityId' },
      problems: ['not-found', 'before-its-start', 'opportunity-closed', 'shares-not-whole'],
      example: {
        summary: 'Win an opportunity',
        id: 'o-1',
        body: { id: 'o-1-won', occurredAt: '2024-03-10', value: '450' },
      },
    }),
  },
  series: [
    {
      /**
       * What happened to an opportunity on a day. `open`, `value`, `weighted` and `slipped` are changes of what is open, under what the
       * opportunity then stood (`stage` is its own); `changed` is what of `value` neither `created` it nor was won or lost. Everything else is
       * of an opening or closing. `days` are those from its opening to its closing, as a dimension too, `begun` the day of its opening:
       * of closings, which `stands_won` and `stands_closed` count until it is reopened. `converted` and `own_` as in sales.
       */
      name: 'deals',
      dimensions: DEAL_DIMENSIONS,
      ofCustomer: ['region', 'salesperson'],
      measures: DEAL_MEASURES,
      money: {
        own: {
          value: 'own_value',
          weighted: 'own_weighted',
          won_value: 'own_won_value',
          lost_value: 'own_lost_value',
          created: 'own_created',
          changed: 'own_changed',
        },
      },
      shown: {
        money: {
          where: 'converted',
          measures: ['value', 'weighted', 'won_value', 'lost_value', 'created', 'changed'],
          otherwise: { unconverted: 'value' },
        },
      },
    },
    /** A stay of an opportunity in a stage, on the day it ended: into another stage (`to_stage`), or by an outcome. */
    {
      name: 'deal_stays',
      dimensions: STAY_DIMENSIONS,
      ofCustomer: ['region', 'salesperson'],
      measures: STAY_MEASURES,
    },
  ],
  collections: [
    /** One per opportunity: its steps, what its facts are made from. */
    { name: 'opportunities', fields: [] },
  ],
  facts: opportunityFacts,
  reads: OPPORTUNITY_READS,
  metrics: [...DEAL_METRICS, ...PIPELINE_METRICS, ...STAGE_METRICS],
  dimensions: {
    /** Each business has its own, beside those of customers. */
    stage: { isOpen: true },
    from_stage: { isOpen: true },
    to_stage: { isOpen: true },
    outcome: { isCommon: true },
  },
};
