import { readDecimal } from '#kernel/decimal.js';
import { findAll } from '#kernel/find-all.js';
import type { Views } from '#kernel/views.port.js';
import { badCursor, decodeCursor, encodeCursor } from './cursor.js';
import { readHistory } from '../customer/history.js';
import { cardOf, historyKnownAt, personOf, type CustomerCard, type CustomerContext } from './customer-card.js';
import { readJournal } from './journal.js';
import type { Moment } from './moment.js';
import { countedOf, staleAmong } from './stale.js';

export const CUSTOMER_SORTS = [
  'id',
  '-revenue',
  'revenue',
  '-orders',
  'orders',
  '-lastPurchase',
  'lastPurchase',
] as const;
export type CustomerSort = (typeof CUSTOMER_SORTS)[number];

export interface CustomersQuestion {
  /** Parts the customer must stand in: stage, tier, region, segment, source, salesperson. */
  readonly filters: Readonly<
    Partial<Record<'stage' | 'tier' | 'region' | 'segment' | 'source' | 'salesperson', readonly string[]>>
  >;
  /** Contained in the id, or in the name, email or phone in any letter case. */
  readonly q?: string;
  readonly asOf: Moment;
  readonly knownAt?: Moment;
  readonly sort: CustomerSort;
  readonly limit: number;
  readonly cursor?: string;
}

/** Customers as of a day, with where to go on (`null` at the end). @throws Problem for a cursor of another question */
export async function listCustomers(question: CustomersQuestion, views: Views, context: CustomerContext) {
  const matches = await matcher(question, views);
  const { cards, next } =
    question.sort === 'id'
      ? await byId(question, views, context, matches)
      : await sorted(question, views, context, matches);
  const stale = await staleAmong(
    views,
    cards.map(({ id }) => id),
  );
  const customers = await Promise.all(
    cards.map(async (card) => {
      const since = stale.get(card.id);
      const profile = countedOf(await profileOf(card.id, views), since);
      return { ...card, ...personOf(profile), ...(since && { stale: since }) };
    }),
  );
  return { customers, next };
}

interface Page {
  readonly cards: readonly CustomerCard[];
  readonly next: string | null;
}

async function byId(
  question: CustomersQuestion,
  views: Views,
  context: CustomerContext,
  matches: Matcher,
): Promise<Page> {
  const after = question.cursor === undefined ? undefined : decode(question.cursor, 'id');
  const cards: CustomerCard[] = [];
  for await (const card of walk(question, views, context, matches, after)) {
    if (cards.length === question.limit) return { cards, next: encode('id', cards.at(-1)?.id ?? '') };
    cards.push(card);
  }
  return { cards, next: null };
}

/** Sorted by a figure all customers have to be looked at. */
async function sorted(
  question: CustomersQuestion,
  views: Views,
  context: CustomerContext,
  matches: Matcher,
): Promise<Page> {
  const { sort, limit, cursor } = question;
  const offset = cursor === undefined ? 0 : Number(decode(cursor, sort));
  if (!Number.isSafeInteger(offset) || offset < 0) throw badCursor();
  const all: CustomerCard[] = [];
  for await (const card of walk(question, views, context, matches)) all.push(card);
  const direction = sort.startsWith('-') ? -1 : 1;
  const figure = FIGURES[sort.replace('-', '') as keyof typeof FIGURES];
  all.sort((a, b) => direction * compare(figure(a), figure(b)) || compare(a.id, b.id));
  const cards = all.slice(offset, offset + limit);
  return { cards, next: offset + limit < all.length ? encode(sort, String(offset + limit)) : null };
}

const FIGURES = {
  revenue: (card: CustomerCard) => readDecimal(card.revenue),
  orders: (card: CustomerCard) => card.orders,
  lastPurchase: (card: CustomerCard) => card.lastPurchase ?? '',
} as const;

function compare<Value extends bigint | number | string>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function* walk(
  { asOf, knownAt, filters }: CustomersQuestion,
  views: Views,
  context: CustomerContext,
  matches: Matcher,
  start?: string,
): AsyncIterable<CustomerCard> {
  for await (const { id, body } of findAll(views, 'customers', start === undefined ? {} : { after: start })) {
    if (!matches(id)) continue;
    const history = knownAt === undefined ? readHistory(id, body) : await historyKnownAt(id, views, knownAt, context);
    const card = cardOf(history, asOf.day, context.policies);
    if (card !== undefined && standsIn(card, filters)) yield card;
  }
}

function standsIn(card: CustomerCard, filters: CustomersQuestion['filters']): boolean {
  return Object.entries(filters).every(([name, values]) => values.includes(card[name as keyof typeof filters]));
}

type Matcher = (id: string) => boolean;

async function matcher({ q }: CustomersQuestion, views: Views): Promise<Matcher> {
  if (q === undefined) return () => true;
  const people = new Set<string>();
  const contains = { field: 'text', text: q.toLowerCase() };
  for await (const { fields } of findAll(views, 'personal', { contains })) people.add(fields['customer'] ?? '');
  return (id) => people.has(id) || id.includes(q);
}

async function profileOf(id: string, views: Views) {
  const types = ['CustomerRegistered', 'CustomerChanged'];
  const entries = await Promise.all(types.map((type) => readJournal(views, { customerId: id, type, limit: 1000 })));
  return entries.flat();
}

function encode(sort: CustomerSort, place: string): string {
  return encodeCursor(JSON.stringify([sort, place]));
}

function decode(cursor: string, sort: CustomerSort): string {
  const text = decodeCursor(cursor);
  try {
    const [of, place] = JSON.parse(text) as readonly unknown[];
    if (of === sort && typeof place === 'string') return place;
  } catch {
    // Not one of ours: answered below.
  }
  throw badCursor();
}
