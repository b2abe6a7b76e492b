import { divideHalfEven, parseDecimal } from '#kernel/decimal.js';
import type { BookEvent } from './book-event.js';
import { UTC } from './projected.js';
import type { SubscribedBook } from './random-subscriptions.js';
import type { SubscriptionContent, SubscriptionEvent } from '#subjects/subscriptions/subscription.events.js';

/** Recurring revenue worked out anew for every question, from what was said and the definitions alone. */
export type Part = 'product' | 'interval' | 'currency' | 'region' | 'salesperson' | 'segment' | 'tier';

/** A subscription between two things said of it. */
interface State {
  readonly runs: boolean;
  readonly product: string;
  readonly amount: string;
  readonly rate: string | null;
}
interface Happened {
  readonly day: number;
  readonly was: State;
  readonly is: State;
}

/** What a month's value is in what is asked for, in millionths. */
type InUnit = (value: bigint) => bigint;

type Of<Type extends BookEvent['type']> = Extract<BookEvent, { readonly type: Type }>;
type Later = Exclude<SubscriptionEvent, { readonly type: 'SubscriptionStarted' }>;

class Subscribed {
  readonly happened: readonly Happened[];
  private readonly content: SubscriptionContent;

  constructor(
    readonly customer: Customer,
    { data, occurredAt }: Of<'SubscriptionStarted'>,
    private readonly later: readonly Later[],
    private readonly inUnit: InUnit,
  ) {
    this.content = data;
    this.happened = [...this.steps({ data, occurredAt })];
  }

  private *steps({ data, occurredAt }: Pick<Of<'SubscriptionStarted'>, 'data' | 'occurredAt'>): Iterable<Happened> {
    const { product, amount, rate } = data;
    let state: State = { runs: true, product, amount, rate };
    let end: string | undefined;
    yield { day: dayOf(occurredAt), was: { ...state, runs: false }, is: state };
    for (const next of [...this.later, undefined]) {
      if (state.runs && end !== undefined && (next === undefined || end <= next.occurredAt)) {
        const was = state;
        yield { day: dayOf(end), was, is: (state = { ...was, runs: false }) };
      }
      if (next === undefined) return;
      const was = state;
      state = said(was, next, end !== undefined);
      end = endAfter(next, end);
      yield { day: dayOf(next.occurredAt), was, is: state };
    }
  }

  /** At the end of a day. */
  on(day: number): State | undefined {
    return this.happened.filter((one) => one.day <= day).at(-1)?.is;
  }

  /** In millionths, of what has a rate. */
  worth({ runs, amount, rate }: State): bigint {
    const months = { month: 1n, quarter: 3n, year: 12n }[this.content.interval];
    return runs && rate !== null
      ? this.inUnit(divideHalfEven(parseDecimal(amount) * parseDecimal(rate), 1_000_000n * months))
      : 0n;
  }

  partOf(by: Part, { product }: State, day: number): string {
    if (by === 'product') return product;
    return by === 'interval' || by === 'currency' ? this.content[by] : this.customer.label(by, day);
  }
}

/** What something said makes of a subscription; its end comes by itself. */
function said(was: State, { type, data }: Later, isCancelled: boolean): State {
  switch (type) {
    case 'SubscriptionCancelled':
      return was;
    case 'SubscriptionResumed':
      return isCancelled && !was.runs ? { ...was, runs: true, rate: data.rate } : was;
    case 'SubscriptionChanged': {
      const { product = was.product, amount = was.amount } = data;
      return { ...was, product, amount, rate: data.amount === undefined ? was.rate : data.rate };
    }
  }
}

function endAfter({ type, data, occurredAt }: Later, end: string | undefined): string | undefined {
  if (type === 'SubscriptionResumed') return undefined;
  return type === 'SubscriptionCancelled' ? (end ?? data.endsAt ?? occurredAt) : end;
}

/** What a customer is labelled with at the end of a day. */
class Customer {
  constructor(
    private readonly registered: Of<'CustomerRegistered'> | undefined,
    private readonly changes: readonly Of<'CustomerChanged'>[],
    private readonly sales: readonly Of<'SaleRecorded'>[],
  ) {}

  label(by: 'region' | 'salesperson' | 'segment' | 'tier', day: number): string {
    const bought = this.sales.filter(({ occurredAt }) => dayOf(occurredAt) <= day);
    const isThere = (this.registered !== undefined && dayOf(this.registered.occurredAt) <= day) || bought.length > 0;
    if (!isThere) return '';
    if (by === 'tier') return tierOf(bought.filter(({ occurredAt }) => dayOf(occurredAt) > day - 365));
    const said = this.changes.filter(({ occurredAt }) => dayOf(occurredAt) <= day);
    return (
      said.map(({ data }) => data.attributes[by]).findLast((value) => value !== undefined) ??
      this.registered?.data.attributes[by] ??
      ''
    );
  }
}

function tierOf(sales: readonly Of<'SaleRecorded'>[]): string {
  const revenue = sales.reduce((sum, { data }) => sum + Number(data.lines[0]?.gross), 0);
  if (revenue >= 1_000 || sales.length >= 12) return 'high';
  return revenue >= 100 || sales.length >= 2 ? 'normal' : 'low';
}

/** By part and metric, in millionths or ones; a month's value of what has no rate is nothing. */
export function figuresByHand(
  book: SubscribedBook,
  by: Part,
  from: number,
  to: number,
  inUnit: InUnit = (value) => value,
) {
  const figures: Record<string, Record<string, bigint>> = {};
  const add = (part: string, name: string, value: bigint): void => {
    const own = (figures[part] ??= {});
    own[name] = (own[name] ?? 0n) + value;
  };
  for (const one of subscriptionsIn(book, inUnit)) {
    const part = (state: State, day: number): string => one.partOf(by, state, day);
    const [opening, closing] = [one.on(from - 1), one.on(to)];
    if (opening !== undefined) add(part(opening, from - 1), 'mrr.opening', one.worth(opening));
    if (closing !== undefined) {
      const [at, worth] = [part(closing, to), one.worth(closing)];
      for (const name of ['mrr', 'mrr.closing']) add(at, name, worth);
      add(at, 'arr', 12n * worth);
      if (closing.runs) add(at, 'subscriptions.active', 1n);
    }
    for (let day = from; day <= to; day++) {
      const before = one.on(day - 1);
      if (before !== undefined) {
        add(part(before, day - 1), 'mrr.transferred', -one.worth(before));
        add(part(before, day), 'mrr.transferred', one.worth(before));
      }
      for (const happened of one.happened)
        if (happened.day === day) addStep(one, happened, by, add, one.happened.indexOf(happened) === 0);
    }
  }
  return figures;
}

function addStep(
  one: Subscribed,
  { day, was, is }: Happened,
  by: Part,
  add: (part: string, name: string, value: bigint) => void,
  isFirst: boolean,
): void {
  const [before, after] = [one.worth(was), one.worth(is)];
  const [left, came] = [one.partOf(by, was, day), one.partOf(by, is, day)];
  if (!was.runs && is.runs) {
    add(came, isFirst ? 'mrr.new' : 'mrr.reactivated', after);
    add(came, isFirst ? 'subscriptions.started' : 'subscriptions.resumed', 1n);
  }
  if (was.runs && !is.runs) {
    add(left, 'mrr.churned', before);
    add(left, 'subscriptions.ended', 1n);
  }
  if (!was.runs || !is.runs) return;
  const isSameUnit = (was.rate === null) === (is.rate === null);
  if (isSameUnit) {
    add(left, 'mrr.transferred', -before);
    add(came, 'mrr.transferred', before);
  }
  if (!isSameUnit) {
    add(left, 'mrr.contraction', before);
    add(came, 'mrr.expansion', after);
  } else
    add(came, after > before ? 'mrr.expansion' : 'mrr.contraction', after > before ? after - before : before - after);
}

/** By part, of those with anything at the opening. */
export function netRetentionByHand(
  book: SubscribedBook,
  by: Part,
  from: number,
  to: number,
): ReadonlyMap<string, number> {
  const sums = new Map<string, { had: bigint; has: bigint }>();
  for (const one of subscriptionsIn(book)) {
    const [opening, closing] = [one.on(from - 1), one.on(to)];
    if (opening === undefined || one.worth(opening) === 0n) continue;
    const part = one.partOf(by, opening, from - 1);
    const sum = sums.get(part) ?? { had: 0n, has: 0n };
    sums.set(part, sum);
    sum.had += one.worth(opening);
    if (closing !== undefined && one.partOf(by, closing, to) === part) sum.has += one.worth(closing);
  }
  return new Map([...sums].map(([part, { had, has }]) => [part, Number(has) / Number(had)]));
}

function subscriptionsIn({ arrivals }: SubscribedBook, inUnit: InUnit = (value) => value): readonly Subscribed[] {
  const events = arrivals.map(({ event }) => event);
  return events.flatMap((event) => {
    if (event.type !== 'SubscriptionStarted') return [];
    const later = events.filter((other) => isLater(other, event.data.id));
    return [new Subscribed(customerIn(events, event.key), event, sorted(later as Later[]), inUnit)];
  });
}

function isLater({ type, data }: BookEvent, id: string): boolean {
  return /^Subscription(Changed|Cancelled|Resumed)$/.test(type) && 'id' in data && data.id === id;
}

function customerIn(events: readonly BookEvent[], id: string): Customer {
  const own = events.filter(({ key }) => key === id);
  const changes = own.filter((event) => event.type === 'CustomerChanged');
  const sales = own.filter((event) => event.type === 'SaleRecorded');
  return new Customer(
    own.find((event) => event.type === 'CustomerRegistered'),
    sorted(changes),
    sales,
  );
}

function sorted<Event extends { readonly occurredAt: string; readonly data: { readonly change: string } }>(
  events: readonly Event[],
): readonly Event[] {
  const key = ({ occurredAt, data }: Event) => `${occurredAt} ${data.change}`;
  return events.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function dayOf(instant: string): number {
  return UTC.dayOf(instant);
}
