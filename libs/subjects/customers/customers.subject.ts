import { ORGANISATION } from '#figures/basis.js';
import { EXCLUSIONS } from '#figures/exclusions.js';
import { begins, changes } from '#ledger/command-type.js';
import { POLICIES } from '../policies/policies.commands.js';
import type { Subject } from '../subject.js';
import { CHURN_RATE_METRICS } from './churn-rate.metrics.js';
import { CUSTOMER, CHANGE, CLOSING, REGISTRATION, REOPENING } from './customer.commands.js';
import { CUSTOMER_EVENTS } from './customer.events.js';
import { customerEffect } from './customer.facts.js';
import { CUSTOMER_METRICS } from './customer.metrics.js';
import { customerReadable } from './customer.readable.js';
import { OVERRIDE, WITHDRAWAL, withTiers } from './tier-override.commands.js';
import { CUSTOMER_READS } from './customer.reads.js';
import { HOLD, RELEASE } from './hold.commands.js';
import { PURCHASE_GAP_METRICS } from './purchase-gap.metrics.js';
import { STAGE_TIME_METRICS } from './stage-time.metrics.js';
import { onTimeline } from './timeline/effect.js';
import { ENTRIES } from './timeline/entry-documents.js';
import { CAUSES } from './timeline/move.js';
import { NO_PREVIOUS_DAY } from './timeline/rows.js';
import { PARTS, STAGES } from './timeline/standing.js';
import { TOUCHES_METRICS } from './touches.metrics.js';
import { WIN_BACK_METRICS } from './win-back.metrics.js';

/** Who buys: registered, changed, closed, reopened. Everything that happens to one goes into its timeline. */
export const CUSTOMERS: Subject = {
  name: 'customer',
  events: CUSTOMER_EVENTS,
  personal: CUSTOMER,
  commands: {
    RegisterCustomer: begins(CUSTOMER, {
      input: REGISTRATION,
      route: { method: 'POST', path: 'customers' },
      example: {
        summary: 'Register a customer',
        body: {
          id: 'ada',
          registeredAt: '2024-01-15',
          name: 'Ada',
          region: 'north',
          source: 'fair',
          segment: 'trade',
          salesperson: 'Ann',
        },
      },
    }),
    ChangeCustomer: changes(CUSTOMER, {
      input: CHANGE,
      route: { method: 'PATCH', path: 'customers/:id', names: 'customerId' },
      problems: ['not-found', 'before-its-start'],
      example: {
        summary: 'Change a customer from a day on',
        id: 'ada',
        body: { id: 'move-1', effectiveAt: '2024-02-01', region: 'south' },
      },
    }),
    CloseCustomer: changes(CUSTOMER, {
      input: CLOSING,
      route: { method: 'POST', path: 'customers/:id/close', names: 'customerId' },
      problems: ['not-found', 'before-its-start', 'already-closed'],
      example: {
        summary: 'Close a customer',
        id: 'ada',
        body: { id: 'close-1', occurredAt: '2024-06-01', reason: 'moved away' },
      },
    }),
    ReopenCustomer: changes(CUSTOMER, {
      input: REOPENING,
      route: { method: 'POST', path: 'customers/:id/reopen', names: 'customerId' },
      problems: ['not-found', 'before-its-start', 'not-closed'],
      example: { summary: 'Reopen a customer', id: 'ada', body: { id: 'reopen-1', occurredAt: '2024-06-15' } },
    }),
    PlaceHold: changes(CUSTOMER, {
      input: HOLD,
      scope: 'privacy',
      route: { method: 'POST', path: 'customers/:id/hold', names: 'customerId' },
      problems: ['not-found'],
      example: {
        summary: 'Forbid that a customer is erased',
        id: 'ada',
        body: { id: 'hold-1', reason: 'the court asks for it' },
      },
    }),
    ReleaseHold: changes(CUSTOMER, {
      input: RELEASE,
      scope: 'privacy',
      route: { method: 'POST', path: 'customers/:id/release', names: 'customerId' },
      problems: ['not-found'],
      example: {
        summary: 'Let a customer be erased again',
        id: 'ada',
        body: { id: 'release-1', hold: 'hold-1' },
      },
    }),
    OverrideTier: changes(CUSTOMER, {
      input: OVERRIDE,
      complete: withTiers,
      looksAt: () => [POLICIES.prefix],
      route: { method: 'POST', path: 'customers/:id/tier-override', names: 'customerId' },
      problems: ['not-found', 'tier-unknown'],
      example: {
        summary: 'Give a customer a tier, whatever the policy says',
        id: 'ada',
        body: {
          id: 'vip-1',
          tier: 'high',
          from: '2024-03-01',
          until: '2024-12-31',
          reason: 'promised at the fair',
          actor: 'Ann',
        },
      },
    }),
    WithdrawTierOverride: changes(CUSTOMER, {
      input: WITHDRAWAL,
      route: { method: 'POST', path: 'customers/:id/tier-override/withdraw', names: 'customerId' },
      problems: ['not-found'],
      example: {
        summary: 'Leave the tier of a customer to the policy again',
        id: 'ada',
        body: { id: 'no-vip-1', override: 'vip-1', from: '2024-06-01', reason: 'never came back', actor: 'Ann' },
      },
    }),
  },
  series: [
    {
      /**
       * A customer went from one part of the population to another. A part that does not exist is all `''` (so a stage is never `''`
       * otherwise). `*_bought` is `'1'` from the first purchase on. Population of a part = moves into it - moves out of it. `reason` is the
       * closing's, or `lapsed` of who was lost without one; `cohort` the month of the first purchase; `days` how long the customer was in the
       * stage it leaves, `''` where it leaves none.
       */
      name: 'moves',
      dimensions: [
        'from_stage',
        'to_stage',
        'from_tier',
        'to_tier',
        'from_region',
        'to_region',
        'from_segment',
        'to_segment',
        'from_source',
        'to_source',
        'from_salesperson',
        'to_salesperson',
        'from_bought',
        'to_bought',
        'cause',
        'reason',
        'cohort',
        'days',
      ],
      ofCustomer: ORGANISATION,
      measures: {
        moves: 'count',
        new: 'count',
        reactivated: 'count',
        lost: 'count',
        registered: 'count',
        closed: 'count',
      },
    },
    {
      /** A purchase day of a customer; mark: the previous purchase day; gap: days since ('' and NO_PREVIOUS_DAY for the first, of which touches are the interactions on the days before it). Labels at the end of the day. */
      name: 'gaps',
      dimensions: ['gap', 'touches', 'region', 'segment', 'source', 'salesperson', 'cohort'],
      ofCustomer: ORGANISATION,
      measures: { buyers: 'count', gaps: 'count', days: 'count' },
      mark: 'previous',
      shown: { name: 'purchases', noMark: NO_PREVIOUS_DAY },
    },
  ],
  members: [
    {
      name: 'customers',
      series: 'moves',
      measure: 'moves',
      parts: PARTS,
      days: { registered: 'registered' },
    },
  ],
  collections: [
    /** One per customer: its history, what the timeline folds. */
    { name: 'customers', fields: [] },
    ENTRIES,
    EXCLUSIONS,
  ],
  facts: onTimeline(customerEffect),
  reads: CUSTOMER_READS,
  readable: customerReadable,
  metrics: [
    ...CUSTOMER_METRICS,
    ...CHURN_RATE_METRICS,
    ...WIN_BACK_METRICS,
    ...STAGE_TIME_METRICS,
    ...PURCHASE_GAP_METRICS,
    ...TOUCHES_METRICS,
  ],
  dimensions: {
    region: { isCommon: true },
    salesperson: { isCommon: true },
    segment: { isCommon: true },
    source: { isCommon: true },
    stage: { values: STAGES, isCommon: true },
    from_stage: { values: ['', ...STAGES] },
    to_stage: { values: STAGES },
    tier: { isCommon: true },
    cause: { values: CAUSES, isCommon: true },
  },
};
