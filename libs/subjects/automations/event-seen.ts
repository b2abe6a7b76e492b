import type { Json } from '#kernel/event.js';
import type { RefundContent, SaleContent } from '../sales/sale.events.js';
import { refundedOf, salesOf } from '../sales/sale-entries.js';
import { Money } from '../segments/rule/money.js';
import type { Trigger } from './automation.js';

/** Of an event, as the journal has it. */
export type Data = Readonly<Record<string, Json>>;

interface Seen {
  /** In the language of rules. */
  readonly type: string;
  /** Undefined where the event has none: what is compared with it is neither so nor otherwise. */
  readonly of: (data: Data) => unknown;
}
type Fields = Readonly<Record<string, Seen>>;

/** What rules know an event by. */
export function eventSeen(trigger: Trigger, data: Data): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(FIELDS[trigger]).map(([name, { of }]) => [name, of(data)]));
}

const SALE: Fields = {
  total: { type: 'Money', of: (data) => new Money(salesOf(saleIn(data), saleIn(data).lines)) },
  currency: text('currency'),
  channel: text('channel'),
  region: text('region'),
  salesperson: text('salesperson'),
  campaign: text('campaign'),
  opportunityId: text('opportunityId'),
  products: { type: 'list<string>', of: (data) => textsOf(saleIn(data).lines.map(({ product }) => product)) },
  categories: { type: 'list<string>', of: (data) => textsOf(saleIn(data).lines.map(({ category }) => category)) },
};

const REFUND: Fields = {
  total: { type: 'Money', of: (data) => new Money(refundedOf(refundIn(data), refundIn(data).lines)) },
  currency: text('currency'),
  channel: text('channel'),
  region: text('region'),
  salesperson: text('salesperson'),
  products: { type: 'list<string>', of: (data) => textsOf(refundIn(data).lines.map(({ product }) => product)) },
};

const INTERACTION: Fields = {
  kind: text('kind'),
  channel: text('channel'),
  direction: text('direction'),
  salesperson: text('salesperson'),
  campaign: text('campaign'),
  durationSeconds: {
    type: 'int',
    of: ({ durationSeconds: said }) => (typeof said === 'number' ? BigInt(said) : undefined),
  },
};

const CUSTOMER: Fields = {
  region: text('region'),
  segment: text('segment'),
  source: text('source'),
  salesperson: text('salesperson'),
};

/** What of each kind of fact conditions may look at: amounts in the base currency, 0 where there was no rate; nothing that is personal. */
const FIELDS: Readonly<Record<Trigger, Fields>> = {
  RecordSale: SALE,
  RefundSale: REFUND,
  LogInteraction: INTERACTION,
  RegisterCustomer: CUSTOMER,
  ChangeCustomer: CUSTOMER,
  CloseCustomer: {},
  ReopenCustomer: {},
};

/** The types of what there is of an event, by name. */
export function fieldsOf(trigger: Trigger): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(FIELDS[trigger]).map(([name, { type }]) => [name, type]));
}

function text(name: string): Seen {
  return { type: 'string', of: ({ [name]: said }) => (typeof said === 'string' ? said : undefined) };
}

function textsOf(all: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(all.filter((one) => one !== undefined))];
}

// The journal has events as they were recorded: the kind says what is in them.

function saleIn(data: Data): SaleContent {
  return data as Json as SaleContent;
}

function refundIn(data: Data): RefundContent {
  return data as Json as RefundContent;
}
