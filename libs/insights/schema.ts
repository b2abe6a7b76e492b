import { PARKING } from '#engine/project/parking.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';

/**
 * The series of facts and the collections of documents. Names are permanent within a version of the read models; a change of this
 * page is a new version, which the next start builds beside the served one.
 */
export const VIEW_SCHEMA = {
  meaning: 2,
  series: [
    {
      /**
       * A customer went from one part of the population to another. A part that does not exist is all `''` (so a stage is never `''`
       * otherwise). `*_bought` is `'1'` from the first purchase on. Population of a part = moves into it - moves out of it.
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
      ],
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
      /**
       * Lines of sales, and what was given back, on their own days; `record` is the sale (or credit). `orders` is 1 on the first line of a sale.
       * `purchase` is first, repeat or '' (guest); stage, tier, segment, source, cohort (2020-01) and age (months) are the customer's at the
       * end of the day, '' for guests. Amounts of rows with `converted` '1' are in the base currency, of others in their own; `original` is the
       * net (gross - discount - refunded) in its own currency always.
       */
      name: 'sales',
      dimensions: [
        'region',
        'salesperson',
        'channel',
        'currency',
        'product',
        'category',
        'weekday',
        'hour',
        'converted',
        'purchase',
        'stage',
        'tier',
        'segment',
        'source',
        'cohort',
        'age',
      ],
      measures: {
        orders: 'count',
        lines: 'count',
        units: 'amount',
        gross: 'amount',
        discount: 'amount',
        tax: 'amount',
        refunded: 'amount',
        original: 'amount',
      },
      byCustomerDay: true,
    },
    {
      /** A purchase day of a customer; mark: the previous purchase day; gap: days since ('' and NO_PREVIOUS_DAY for the first). Labels at the end of the day. */
      name: 'gaps',
      dimensions: ['gap', 'region', 'segment', 'source', 'salesperson', 'cohort'],
      measures: { buyers: 'count', gaps: 'count', days: 'count' },
      mark: 'previous',
    },
    {
      /** One interaction; region, segment, source, stage and tier are the customer's at the end of the day. */
      name: 'interactions',
      dimensions: [
        'kind',
        'channel',
        'direction',
        'salesperson',
        'campaign',
        'weekday',
        'hour',
        'region',
        'segment',
        'source',
        'stage',
        'tier',
      ],
      measures: { interactions: 'count', seconds: 'count' },
      byCustomerDay: true,
    },
    {
      /**
       * What happened to an opportunity on a day. `open`, `value` and `weighted` are changes of what is open, under what the opportunity
       * then stood (`stage` is its own); everything else is of an opening or closing. `days` are those from its opening to its closing,
       * as a dimension too. `converted` as in sales.
       */
      name: 'deals',
      dimensions: ['region', 'salesperson', 'product', 'currency', 'converted', 'stage', 'outcome', 'reason', 'days'],
      measures: {
        opened: 'count',
        open: 'count',
        won: 'count',
        lost: 'count',
        value: 'amount',
        weighted: 'amount',
        closings: 'count',
        won_value: 'amount',
        lost_value: 'amount',
        days: 'count',
      },
    },
  ],
  collections: [
    /** One per customer: its history, what the timeline folds. */
    { name: 'customers', fields: [] },
    /** One per opportunity: its steps, what its facts are made from. */
    { name: 'opportunities', fields: [] },
    /** One per target, as it was set. */
    { name: 'targets', fields: ['metric'] },
    /** One per event, id = position as 16 digits: the event without its `personal` part. */
    { name: 'journal', fields: ['customer', 'stream', 'type'] },
    /** The `personal` part of an event, same id as in the journal; `text` is what can be searched, in lower case. */
    { name: 'personal', fields: ['customer', 'text'] },
    ...PARKING,
  ],
} as const satisfies ViewSchema;

/** The `mark` of a first purchase: before every day there is. */
export const NO_PREVIOUS_DAY = -1_000_000;
