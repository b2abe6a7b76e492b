import { Type, type TSchema } from 'typebox';
import { oneOf } from '#kernel/answer-schema.js';
import { NO_PARAMETERS, reads, type AskedRead, type BookSize } from '../read.js';
import { cohortMatrix } from './cohorts.js';
import { CUSTOMER, CUSTOMERS_PAGE, TIMELINE } from './customer.answers.js';
import { customerAsOf, customerTimeline } from './customer-card.js';
import { customerSeen, customersPageSeen, timelineSeen } from './customer-seen.js';
import { CUSTOMER_SORTS, listCustomers } from './customers.js';
import { overdueCustomers } from './overdue.js';
import { COHORT_GRAINS, COHORT_MEASURES, COHORTS, OVERDUE, RFM } from './purchase.answers.js';
import type { AsOf } from './purchase-days.js';
import { rfm } from './rfm.js';
import { STAGES } from './timeline/standing.js';
import { customerWhy } from './why/customer-why.js';
import { WHY } from './why/why.answers.js';

const someOf = <Part extends TSchema>(parts: string, part: Part) =>
  Type.Optional(Type.Array(part, { description: `Only customers of these ${parts}.` }));
const page = (size: number) => ({
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: size }),
  cursor: Type.Optional(Type.String()),
});

/** Who sees some rows only is shown customers from the facts that are seen. */
const BY_CUSTOMER = ({ events }: BookSize) => ({ factsByCustomer: events });

/** What is shown of customers: one, its timeline, all of them, and what is worked out from all their purchases. */
export const CUSTOMER_READS = {
  listCustomers: reads({
    path: 'customers',
    parameters: Type.Object({
      stage: someOf('stages', oneOf(STAGES)),
      tier: someOf('tiers', Type.String()),
      region: someOf('regions', Type.String()),
      segment: someOf('segments', Type.String()),
      source: someOf('sources', Type.String()),
      salesperson: someOf('salespersons', Type.String()),
      q: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 200,
          description:
            'Contained in the id, or in the name, email or phone in any letter case; in the id only for whoever lacks the scope personal.',
        }),
      ),
      sort: Type.Enum(CUSTOMER_SORTS, {
        default: 'id',
        description: 'By what customers are listed; with - the largest first.',
      }),
      ...page(50),
    }),
    answers: CUSTOMERS_PAGE,
    answeredFrom: 'histories',
    searched: 'searchCustomers',
    example: {
      summary: 'Customers as of a day',
      query: { stage: 'new,active', region: 'south', asOf: '2024-03-31', sort: '-revenue', limit: '10' },
    },
    answer: ({ parameters: { sort, q, limit, cursor, ...filters }, asOf, knownAt, today, asked }, on) => {
      const named = { ...(q !== undefined && { q }), ...(cursor !== undefined && { cursor }) };
      const sight = { asOf, ...(knownAt !== undefined && { knownAt }) };
      const page = { ...named, sort, limit, filters, asked };
      if (on.catalogue.rows !== undefined) return customersPageSeen(page, { ...daysOf(sight), today }, on);
      return listCustomers({ ...sight, ...page }, on.views, on);
    },
    ofRows: true,
    looksAtRows: BY_CUSTOMER,
    looksAt: ({ parameters: { sort, q, limit, cursor: _cursor, ...filters }, knownAt }, { customers }) => {
      const shown = Math.min(limit, customers);
      const isWalk = sort !== 'id' || q !== undefined || Object.keys(filters).length > 0;
      const looked = isWalk ? customers : shown;
      return knownAt === undefined ? { journals: shown, documents: looked } : { journals: shown + looked };
    },
  }),
  showCustomer: reads({
    path: 'customers/:id',
    parameters: NO_PARAMETERS,
    answers: CUSTOMER,
    answeredFrom: 'journals',
    example: { summary: 'A customer as of a day or an instant', id: 'ada', query: { asOf: '2024-03-31' } },
    ofRows: true,
    answer: ({ id, today, ...clocks }, on) =>
      on.catalogue.rows === undefined
        ? customerAsOf(id, on.views, sightOf(clocks), on)
        : customerSeen(id, { ...daysOf(clocks), today }, on),
  }),
  showTimeline: reads({
    path: 'customers/:id/timeline',
    parameters: NO_PARAMETERS,
    answers: TIMELINE,
    answeredFrom: 'journals',
    example: { summary: 'What happened to a customer', id: 'ada' },
    ofRows: true,
    answer: ({ id, today, ...clocks }, on) =>
      on.catalogue.rows === undefined
        ? customerTimeline(id, on.views, sightOf(clocks), on)
        : timelineSeen(id, { ...daysOf(clocks), today }, on),
  }),
  showWhy: reads({
    path: 'customers/:id/why',
    parameters: NO_PARAMETERS,
    answers: WHY,
    answeredFrom: 'journals',
    example: { summary: 'Why a customer has its stage and its tier', id: 'ada', query: { asOf: '2024-03-31' } },
    answer: ({ id, ...clocks }, on) => customerWhy(id, on.views, sightOf(clocks), on),
  }),
  listCohorts: reads({
    path: 'cohorts',
    scope: 'read',
    parameters: Type.Object({
      grain: Type.Enum(COHORT_GRAINS, { default: 'month' }),
      measure: Type.Enum(COHORT_MEASURES, {
        default: 'customers',
        description: 'Buyers of the cohort in each period, or its revenue up to the end of each.',
      }),
    }),
    answers: COHORTS,
    // Revenue up to the end of each period is in that of the next one again.
    columns: ({ measure }) => ({ value: { type: measure === 'customers' ? 'integer' : 'decimal', adds: false } }),
    answeredFrom: 'figures',
    example: {
      summary: 'Retention or revenue by month of first purchase',
      query: { grain: 'month', measure: 'customers', asOf: '2024-06-30' },
    },
    ofRows: true,
    ofGroups: true,
    answer: async ({ parameters, today, ...clocks }, { views, calendar: { fiscalStart }, catalogue, position }) => {
      const found = await cohortMatrix({ ...parameters, ...daysOf(clocks), today, fiscalStart }, views, catalogue);
      return { ...found, position: position(found.position) };
    },
    looksAt: (_asked, { events }) => ({ facts: events }),
    looksAtGroups: BY_CUSTOMER,
  }),
  scoreCustomers: reads({
    path: 'rfm',
    scope: 'read',
    parameters: NO_PARAMETERS,
    answers: RFM,
    answeredFrom: 'figures',
    example: { summary: 'Recency, frequency, monetary value', query: { asOf: '2024-06-30' } },
    ofRows: true,
    ofGroups: true,
    answer: (asked, { views, catalogue }) => rfm({ ...daysOf(asked), today: asked.today }, views, catalogue),
    looksAt: (_asked, { events }) => ({ factsByCustomer: events }),
  }),
  listOverdue: reads({
    path: 'overdue',
    parameters: Type.Object(page(100)),
    answers: OVERDUE,
    answeredFrom: 'figures',
    example: { summary: 'Customers past their usual purchase gap', query: { asOf: '2024-06-30', limit: '20' } },
    ofRows: true,
    answer: ({ parameters, asked, today, ...clocks }, on) =>
      overdueCustomers({ ...parameters, ...daysOf(clocks), today, asked }, on.views, on),
    looksAt: (_asked, { events }) => ({ factsByCustomer: events }),
  }),
};

function sightOf({ asOf, knownAt }: Pick<AskedRead<unknown>, 'asOf' | 'knownAt'>) {
  return { asOf, ...(knownAt !== undefined && { knownAt }) };
}

/** Facts are cut by days. */
function daysOf({ asOf, knownAt }: Pick<AskedRead<unknown>, 'asOf' | 'knownAt'>): AsOf {
  return { asOf: asOf.day, ...(knownAt !== undefined && { knownAt: knownAt.day }) };
}
