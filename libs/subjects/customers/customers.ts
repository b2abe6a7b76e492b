import { readDecimal } from '#kernel/decimal.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { Views } from '#kernel/ports/views.js';
import { historiesKnown } from './histories.js';
import type { History } from './timeline/history.js';
import { decodeId, encodeCursor } from '#figures/cursor.js';
import type { CustomerCard, CustomersPage } from './customer.answers.js';
import { cardOf, historyKnown, type CustomerContext } from './customer-card.js';
import type { Moment } from '#kernel/time/moment.js';
import { personAt, speaksOf, type Sight } from './person.js';
import { rankedPage, type Begun, type RankedValue } from '#figures/ranked-page.js';
import { staleAmong } from '#figures/journal/stale.js';
import { PERSONAL } from '#figures/journal/journal-documents.js';

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
  /** Whether a customer is among those who are listed, by its history and a day. */
  readonly among?: (history: History, day: number) => boolean;
  readonly asOf: Moment;
  readonly knownAt?: Moment;
  readonly sort: CustomerSort;
  readonly limit: number;
  readonly cursor?: string;
  /** The question as asked, without its page: what a cursor is good for. */
  readonly asked: object;
}

/**
 * Customers as of a day, as known at another, each as it is shown by itself then, with where to go on (`null` at the end).
 * @throws Problem for a cursor of another question
 */
export async function listCustomers(
  question: CustomersQuestion,
  views: Views,
  context: CustomerContext,
): Promise<CustomersPage> {
  const { cards, next, sight } = await (question.sort === 'id' ? byId : byFigure)(
    new Search(question, views, context),
    question,
    views,
  );
  const stale = await staleAmong(
    views,
    cards.map(({ id }) => id),
  );
  const customers = await Promise.all(
    cards.map(async (card) => {
      const since = stale.get(card.id);
      return { ...card, ...(await personAt(card.id, views, sight, context.calendar)), ...(since && { stale: since }) };
    }),
  );
  return { customers, next };
}

interface Page {
  readonly cards: readonly CustomerCard[];
  readonly next: string | null;
  /** As what the cards were seen. */
  readonly sight: Sight;
}

async function byId(search: Search, { asOf, knownAt, limit, cursor, asked }: CustomersQuestion): Promise<Page> {
  const sight = { asOf, knownAt };
  const cards: CustomerCard[] = [];
  for await (const card of search.walk(sight, decodeId(asked, cursor))) {
    if (cards.length === limit) return { cards, next: encodeCursor(asked, cards.at(-1)?.id ?? ''), sight };
    cards.push(card);
  }
  return { cards, next: null, sight };
}

/** Sorted by a figure all customers have to be looked at. */
async function byFigure(search: Search, question: CustomersQuestion, views: Views): Promise<Page> {
  const { sort, asOf, knownAt } = question;
  const field = sort.replace('-', '') as keyof typeof RANKS;
  const sightOf = ({ day, position }: Begun): Sight => ({ asOf: { ...asOf, day }, knownAt, upTo: position });
  const { items, next, begun } = await rankedPage(
    {
      ...question,
      day: asOf.day,
      descending: sort.startsWith('-'),
      isPart: false,
      value: (card: CustomerCard) => card[field],
      rank: RANKS[field],
      all: (begun) => search.all({ ...sightOf(begun), upTo: undefined }),
      asItStood: (id, begun) => search.one(id, sightOf(begun)),
    },
    views,
  );
  return { cards: items, next, sight: sightOf(begun) };
}

/** How a field's values compare. */
export const RANKS = {
  revenue: (value: RankedValue) => readDecimal(String(value)),
  orders: Number,
  lastPurchase: (value: RankedValue) => String(value ?? ''),
} as const;

/** The customers that a question is about. */
class Search {
  constructor(
    private readonly question: Pick<CustomersQuestion, 'filters' | 'q' | 'among'>,
    private readonly views: Views,
    private readonly context: CustomerContext,
  ) {}

  /** In the order of their ids. @param after the id to begin after */
  async *walk(sight: Sight, after?: string): AsyncIterable<CustomerCard> {
    const { q } = this.question;
    const named = q === undefined ? undefined : await everNamed(q, this.views);
    const only = (id: string): boolean => q === undefined || id.includes(q) || named?.has(id) === true;
    for await (const history of historiesKnown(sight, this.views, this.context, { after, only })) {
      const card = await this.cardAmong(history, sight);
      if (card !== undefined) yield card;
    }
  }

  async all(sight: Sight): Promise<readonly CustomerCard[]> {
    const cards: CustomerCard[] = [];
    for await (const card of this.walk(sight)) cards.push(card);
    return cards;
  }

  async one(id: string, sight: Sight): Promise<CustomerCard | undefined> {
    return this.cardAmong(await historyKnown(id, this.views, sight, this.context), sight);
  }

  private async cardAmong(history: History, sight: Sight): Promise<CustomerCard | undefined> {
    const { filters, q, among } = this.question;
    const card = cardOf(history, sight.asOf.day, this.context.policies);
    if (card === undefined || !standsIn(card, filters) || among?.(history, sight.asOf.day) === false) return undefined;
    if (q === undefined || card.id.includes(q)) return card;
    return speaksOf(await personAt(card.id, this.views, sight, this.context.calendar), q) ? card : undefined;
  }
}

export function standsIn(card: CustomerCard, filters: CustomersQuestion['filters']): boolean {
  return Object.entries(filters).every(([name, values]) => values.includes(card[name as keyof typeof filters]));
}

/** Customers of whom any event ever said a text: those whose name, email or phone may contain it as of some day. */
export async function everNamed(text: string, views: Views): Promise<ReadonlySet<string>> {
  const people = new Set<string>();
  const contains = { field: 'text', text: text.toLowerCase() };
  for await (const { fields } of findAll(views, PERSONAL, { contains })) people.add(fields['customer'] ?? '');
  return people;
}
