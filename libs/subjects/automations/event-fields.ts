import { convert, parseDecimal } from '#kernel/decimal.js';
import type { Json } from '#kernel/event.js';
import type { CreditContent } from '../credits/credit.events.js';
import type { RefundContent, SaleContent } from '../sales/sale.events.js';
import { refundedOf, salesOf } from '../sales/sale-entries.js';
import { Money } from '../segments/rule/money.js';

/** Of an event, as the journal has it. */
export type Data = Readonly<Record<string, Json>>;

interface Field {
  /** In the language of rules. */
  readonly type: string;
  /** Undefined where the event has none: what is compared with it is neither so nor otherwise. */
  readonly of: (data: Data) => unknown;
}

/** What conditions may look at of a kind of facts: amounts in the base currency; nothing that is personal. */
export type Fields = Readonly<Record<string, Field>>;

export const SALE: Fields = {
  total: { type: 'Money', of: (data) => new Money(salesOf(saleIn(data), saleIn(data).lines)) },
  ...textsNamed('currency', 'channel', 'region', 'salesperson', 'campaign', 'opportunityId'),
  products: list((data) => saleIn(data).lines.map(({ product }) => product)),
  categories: list((data) => saleIn(data).lines.map(({ category }) => category)),
};

/** Of refunds and credits. */
export const GIVEN_BACK: Fields = {
  total: { type: 'Money', of: (data) => new Money(refundedOf(backIn(data), backIn(data).lines)) },
  ...textsNamed('currency', 'channel', 'region', 'salesperson'),
  products: list((data) => backIn(data).lines.map(({ product }) => product)),
};

export const INTERACTION: Fields = {
  ...textsNamed('kind', 'channel', 'direction', 'salesperson', 'campaign'),
  durationSeconds: whole('durationSeconds'),
};

export const CUSTOMER: Fields = within('attributes', textsNamed('region', 'segment', 'source', 'salesperson'));

/** As it was opened, or what of it is said anew: there is no more of a later event than that says. */
export const OPPORTUNITY: Fields = {
  ...textsNamed('product', 'salesperson', 'region', 'pipeline', 'stage', 'currency'),
  value: amount('value'),
  probability: { type: 'double', of: ({ probability }) => numberIn(probability) },
};

export const SUBSCRIPTION: Fields = {
  ...textsNamed('product', 'interval', 'currency'),
  amount: amount('amount'),
  seats: whole('seats'),
};

/** Of what has another thing in it, such as what it took back: what that is. */
export function within(name: string, fields: Fields): Fields {
  const inside = (data: Data): Data => data[name] as Data;
  return Object.fromEntries(
    Object.entries(fields).map(([field, { type, of }]) => [field, { type, of: (data: Data) => of(inside(data)) }]),
  );
}

function textsNamed(...names: readonly string[]): Fields {
  return Object.fromEntries(
    names.map((name) => [
      name,
      { type: 'string', of: ({ [name]: said }) => (typeof said === 'string' ? said : undefined) },
    ]),
  );
}

function list(of: (data: Data) => readonly (string | undefined)[]): Field {
  return { type: 'list<string>', of: (data) => [...new Set(of(data).filter((one) => one !== undefined))] };
}

function whole(name: string): Field {
  return { type: 'int', of: ({ [name]: said }) => (typeof said === 'number' ? BigInt(said) : undefined) };
}

/** In the base currency; undefined where there was no rate. */
function amount(name: string): Field {
  return {
    type: 'Money',
    of: ({ [name]: said, rate }) =>
      typeof said === 'string' && typeof rate === 'string' ? new Money(convert(parseDecimal(said), rate)) : undefined,
  };
}

function numberIn(said: Json | undefined): number | undefined {
  return typeof said === 'string' ? Number(said) : undefined;
}

// The journal has events as they were recorded: the kind says what is in them.

function saleIn(data: Data): SaleContent {
  return data as Json as SaleContent;
}

function backIn(data: Data): RefundContent | CreditContent {
  return data as Json as RefundContent | CreditContent;
}
