import { compareText } from '#kernel/compare.js';
import type { Kept, Said } from '../customers/timeline/history.js';
import { monthly, type Interval } from './monthly.js';

/** What a subscription is between two of its steps. */
type Terms = {
  readonly product: string;
  readonly interval: Interval;
  readonly currency: string;
  /** Of the fact that said the amount, or resumed it last. */
  readonly rate: string | null;
  readonly amount: string;
};

/** What was said of a subscription, as its customer's history has it. */
export type Step =
  | ({ readonly kind: 'started' } & Terms)
  | ({ readonly kind: 'changed'; readonly rate: string | null } & Partial<Pick<Terms, 'product' | 'amount'>>)
  | { readonly kind: 'cancelled'; readonly endsAt: string; readonly endsOn: number; readonly reason: string }
  | { readonly kind: 'resumed'; readonly rate: string | null };

/** In the order of the schema, as are the names of `Measures`. */
export const MEASURES = {
  mrr: 'amount',
  active: 'count',
  new: 'amount',
  expansion: 'amount',
  contraction: 'amount',
  churned: 'amount',
  reactivated: 'amount',
  transferred: 'amount',
  started: 'count',
  ended: 'count',
  resumed: 'count',
  own_mrr: 'amount',
  own_new: 'amount',
  own_expansion: 'amount',
  own_contraction: 'amount',
  own_churned: 'amount',
  own_reactivated: 'amount',
  own_transferred: 'amount',
} as const;
const NAMES = Object.keys(MEASURES) as readonly (keyof typeof MEASURES)[];
type Measures = Partial<Record<keyof typeof MEASURES, bigint>>;

/** Every fact of a customer's subscriptions before it is labelled, sorted by day. The order of arrival leaves no trace. */
export function subscriptionEntries(said: readonly Said[]): readonly Kept[] {
  const entries = [...Map.groupBy(said, ({ record }) => record)].flatMap(([record, own]) => entriesOf(record, own));
  return entries.sort((a, b) => a.day - b.day || compareText(a.record, b.record));
}

/** A cancelling of what is cancelled and a resuming of what is not change nothing. */
function entriesOf(record: string, said: readonly Said[]): readonly Kept[] {
  const first = said.find(({ content }) => content['kind'] === 'started');
  if (first === undefined) return [];
  const course = new Course(record, first.day, first.content as object as Terms);
  for (const one of said) if (one !== first) course.take(one.at, one.day, one.content as object as Step);
  return course.entries();
}

class Course {
  private readonly made: Kept[] = [];
  private terms: Terms;
  private end: Extract<Step, { readonly kind: 'cancelled' }> | undefined;
  private hasEnded = false;

  constructor(
    private readonly record: string,
    day: number,
    { product, interval, currency, rate, amount }: Terms,
  ) {
    this.terms = { product, interval, currency, rate, amount };
    this.begin(day, 'started', 'new');
  }

  entries(): readonly Kept[] {
    this.reach(undefined);
    return this.made;
  }

  /** Steps come in the order of their instants. */
  take(at: string, day: number, step: Step): void {
    this.reach(at);
    switch (step.kind) {
      case 'started':
        return;
      case 'changed': {
        this.change(day, step);
        return;
      }
      case 'cancelled':
        this.end ??= step;
        return;
      case 'resumed': {
        this.resume(day, step.rate);
        return;
      }
    }
  }

  /** Ends it where it is to be over at an instant; ever, without one. */
  private reach(at: string | undefined): void {
    const { end } = this;
    if (end === undefined || this.hasEnded || (at !== undefined && end.endsAt > at)) return;
    this.hasEnded = true;
    const [value, own] = [monthly(this.terms), monthlyInOwn(this.terms)];
    this.add(end.endsOn, this.terms, { mrr: -value, own_mrr: -own, active: -1n });
    this.add(end.endsOn, this.terms, { churned: value, own_churned: own, ended: 1n }, end.reason);
  }

  private change(day: number, { product, amount, rate }: Extract<Step, { readonly kind: 'changed' }>): void {
    const before = this.terms;
    const priced = amount === undefined ? {} : { amount, rate };
    this.terms = { ...before, ...(product !== undefined && { product }), ...priced };
    if (!this.hasEnded) this.move(day, before, this.terms);
  }

  /** What it was worth goes where it is now, and what it is worth more or less comes there. */
  private move(day: number, before: Terms, after: Terms): void {
    const [was, is] = [monthly(before), monthly(after)];
    const [own, ownNow] = [monthlyInOwn(before), monthlyInOwn(after)];
    const ownChange = inOwn(difference(own, ownNow));
    if (before.product === after.product && hasRate(before) === hasRate(after)) {
      if (was === is && own === ownNow) return;
      this.add(day, after, { mrr: is - was, ...difference(was, is), own_mrr: ownNow - own, ...ownChange });
      return;
    }
    // Without a rate it is worth something in another unit: that cannot go anywhere, only leave and come.
    const gone = hasRate(before) === hasRate(after) ? was : 0n;
    const leaves = { mrr: -was, active: -1n, transferred: -gone, ...difference(was - gone, 0n) };
    this.add(day, before, { ...leaves, own_mrr: -own, own_transferred: -own });
    const comes = { mrr: is, active: 1n, transferred: gone, ...difference(gone, is) };
    this.add(day, after, { ...comes, own_mrr: ownNow, own_transferred: own, ...ownChange });
  }

  private resume(day: number, rate: string | null): void {
    if (this.end === undefined) return;
    this.end = undefined;
    if (!this.hasEnded) return;
    this.hasEnded = false;
    this.terms = { ...this.terms, rate };
    this.begin(day, 'resumed', 'reactivated');
  }

  private begin(day: number, counted: 'started' | 'resumed', comes: 'new' | 'reactivated'): void {
    const [value, own] = [monthly(this.terms), monthlyInOwn(this.terms)];
    const measures = { mrr: value, active: 1n, [comes]: value, [counted]: 1n };
    this.add(day, this.terms, { ...measures, own_mrr: own, [`own_${comes}`]: own });
  }

  private add(day: number, terms: Terms, measures: Measures, reason = ''): void {
    const { product, interval, currency } = terms;
    const own = [product, interval, currency, hasRate(terms) ? '1' : '', reason];
    this.made.push({ day, record: this.record, own, measures: NAMES.map((name) => measures[name] ?? 0n) });
  }
}

function monthlyInOwn(terms: Terms): bigint {
  return monthly({ ...terms, rate: null });
}

function inOwn({ expansion = 0n, contraction = 0n }: Measures): Measures {
  return { own_expansion: expansion, own_contraction: contraction };
}

function difference(was: bigint, is: bigint): Measures {
  return is > was ? { expansion: is - was } : { contraction: was - is };
}

function hasRate({ rate }: Terms): boolean {
  return rate !== null;
}
