import { begins, changes, type Desk } from '#ledger/command-type.js';
import { customerOf, customerStream } from '../customers/customer-as-of.js';
import { onTimeline } from '../customers/timeline/effect.js';
import { RATES } from '../rates/rates.commands.js';
import { ratesOn, ratesStream } from '../rates/rates-of-day.js';
import type { Subject } from '../subject.js';
import { MEASURES, subscriptionEntries } from './subscription-course.js';
import { CANCELLING, CHANGE, RESUMING, STARTING, SUBSCRIPTION } from './subscription.commands.js';
import { SUBSCRIPTION_EVENTS } from './subscription.events.js';
import { SERIES, subscriptionEffect } from './subscription.facts.js';
import { SUBSCRIPTION_METRICS } from './subscription.metrics.js';
import { SUBSCRIPTION_READS } from './subscription.reads.js';

/** What looks up the rates of its day. */
const rated = {
  complete: async <Asked extends { readonly at: string }>(asked: Asked, desk: Desk) => ({
    ...asked,
    ...(await ratesOn(asked.at, desk)),
  }),
  looksAt: () => [RATES.prefix],
};

/** What customers pay for again and again: started, changed, cancelled, resumed. */
export const SUBSCRIPTIONS: Subject = {
  name: 'subscription',
  events: SUBSCRIPTION_EVENTS,
  commands: {
    StartSubscription: begins(SUBSCRIPTION, {
      input: STARTING,
      complete: async (asked, desk) => ({
        ...asked,
        ...(await customerOf(asked.subscription, asked.at, desk)),
        ...(await ratesOn(asked.at, desk)),
      }),
      looksAt: (data) => [customerStream(data), ratesStream(data)],
      route: { method: 'POST', path: 'subscriptions' },
      problems: ['customer-unknown'],
      example: {
        summary: 'Start a subscription',
        body: {
          id: 'b-1',
          customerId: 'ada',
          startedAt: '2024-02-01',
          product: 'tea of the month',
          amount: '360',
          interval: 'year',
          seats: 3,
        },
      },
    }),
    ChangeSubscription: changes(SUBSCRIPTION, {
      ...rated,
      input: CHANGE,
      route: { method: 'PATCH', path: 'subscriptions/:id', names: 'subscriptionId' },
      problems: ['not-found', 'before-its-start'],
      example: {
        summary: 'Change a subscription',
        id: 'b-1',
        body: { id: 'b-1-more', occurredAt: '2024-02-10', amount: '480', seats: 4 },
      },
    }),
    CancelSubscription: changes(SUBSCRIPTION, {
      input: CANCELLING,
      route: { method: 'POST', path: 'subscriptions/:id/cancel', names: 'subscriptionId' },
      problems: ['not-found', 'before-its-start', 'subscription-cancelled'],
      example: {
        summary: 'Cancel a subscription',
        id: 'b-1',
        body: { id: 'b-1-over', occurredAt: '2024-02-20', endsAt: '2024-02-29', reason: 'price' },
      },
    }),
    ResumeSubscription: changes(SUBSCRIPTION, {
      ...rated,
      input: RESUMING,
      route: { method: 'POST', path: 'subscriptions/:id/resume', names: 'subscriptionId' },
      problems: ['not-found', 'before-its-start', 'not-cancelled'],
      example: {
        summary: 'Resume a subscription',
        id: 'b-1',
        body: { id: 'b-1-again', occurredAt: '2024-03-05' },
      },
    }),
  },
  series: [
    {
      /**
       * What happened to a subscription on a day, each value that of a month. `mrr` and `active` are changes of what runs and stand under no
       * reason; the labels are the customer's at the end of the day. `converted` and `own_` as in sales.
       */
      name: SERIES,
      dimensions: ['product', 'interval', 'currency', 'converted', 'reason'],
      labels: ['region', 'salesperson', 'segment', 'tier'],
      measures: MEASURES,
      levels: ['mrr', 'active', 'own_mrr'],
      steps: { transferred: 'mrr', own_transferred: 'own_mrr' },
      workedOut: subscriptionEntries,
      money: {
        own: {
          mrr: 'own_mrr',
          new: 'own_new',
          expansion: 'own_expansion',
          contraction: 'own_contraction',
          churned: 'own_churned',
          reactivated: 'own_reactivated',
          transferred: 'own_transferred',
        },
        balance: {
          level: 'mrr',
          apart: 'reason',
          steps: { new: 1, expansion: 1, contraction: -1, churned: -1, reactivated: 1, transferred: 1 },
          rest: ['expansion', 'contraction'],
        },
      },
      shown: {
        money: {
          where: 'converted',
          measures: ['mrr', 'new', 'expansion', 'contraction', 'churned', 'reactivated', 'transferred'],
          otherwise: { unconverted: 'mrr' },
        },
      },
    },
  ],
  facts: onTimeline(subscriptionEffect),
  reads: SUBSCRIPTION_READS,
  metrics: SUBSCRIPTION_METRICS,
};
