import { LRUCache } from 'lru-cache';
import { isDeepStrictEqual } from 'node:util';
import {
  distinctUntilChanged,
  Observable,
  ReplaySubject,
  share,
  Subject,
  takeUntil,
  type MonoTypeOperatorFunction,
} from 'rxjs';
import { Follower } from '#engine/react/follower.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { journalFields } from '#figures/journal/journal.js';
import { Problem } from '#kernel/problem.js';
import { seenNow } from './access/narrowing.js';
import { askedAs, principal, type Principal } from './access/principal.js';
import { todayOf } from './answered.js';
import type { Book } from './book.js';
import { LiveListener, type EventCounts, type LiveState } from './live-listener.js';
import { unasked } from './reading/asker.js';

const COUNTERS = [
  'customers.total',
  'customers.active',
  'orders',
  'units',
  'revenue.net',
  'interactions',
  'opportunities.open',
  'pipeline.value',
];
/** Milliseconds between two looks at the figures at least. */
const EVERY = 250;
/** Events counted one by one at most. */
const COUNTED = 20_000;
/** Kinds of parts that are followed. */
const PARTS = 100;
/** Stretches of the log whose counts are kept for the next listener that asks for the same. */
const STRETCHES = 50;

/**
 * What a book tells those who listen. The figures are looked at once after each progress, however many listen, and not at all while nobody
 * does; listeners that keep up share the count of events too.
 */
export class Live {
  private readonly ending = new Subject<void>();
  private readonly states: Observable<LiveState>;
  /** By what is seen, for those who see a part only. */
  private readonly parts = new LRUCache<string, Observable<LiveState>>({ max: PARTS });
  private readonly counts = new LRUCache<string, Promise<EventCounts>>({ max: STRETCHES });
  private newest: LiveState | undefined;

  constructor(private readonly book: Book) {
    this.states = this.followed(() => this.look()).pipe(distinctUntilChanged(), forAll());
  }

  /**
   * Messages to one listener as server-sent events, from a position on (that of its last message) or from now. Who sees a part only is told when
   * a counter of it changes, and nothing of how much else was recorded.
   * @throws Problem `restricted` where no counter goes by what is seen
   */
  listen(from: number | undefined): LiveListener {
    const last = from ?? this.book.models.position;
    const who = principal();
    const seen = seenNow();
    if (who !== undefined && seen !== undefined) return this.listenTo(who, seen, last);
    return new LiveListener(this.states.pipe(takeUntil(this.ending)), last, async (after, to) => ({
      events: await this.eventsIn(after, to),
      position: String(to),
      id: String(Math.max(after, to)),
    }));
  }

  private listenTo({ allowance: _allowance, ...who }: Principal, seen: Seen, last: number): LiveListener {
    const key = JSON.stringify(seen);
    const counters = countersFor(seen);
    // All who see the same share it: it is nobody's question.
    const look = (): Promise<LiveState> => askedAs(who, () => this.counted(counters));
    const states = this.parts.get(key) ?? this.followed(look).pipe(distinctUntilChanged(isSame), forAll());
    this.parts.set(key, states);
    const told = async (_after: number, to: number) => {
      const position = await askedAs(who, () => this.book.narrowing.shown(to));
      return { events: null, position, id: position };
    };
    return new LiveListener(states.pipe(takeUntil(this.ending)), last, told);
  }

  /** Ends every stream: they would hold up the end of the process. */
  end(): void {
    this.ending.next();
  }

  /** Looks at the figures as they come on. What goes wrong ends the streams: their listeners come again. Returns how to stop. */
  private followed(look: () => Promise<LiveState>): Observable<LiveState> {
    return new Observable<LiveState>((listeners) => {
      const onError = (error: unknown): void => listeners.error(error);
      const handle = (): Promise<void> => unasked(look).then((state) => listeners.next(state), onError);
      const follower = new Follower({ progress: this.book.models, handle, every: EVERY, onError });
      return () => void follower.stop();
    });
  }

  private async look(): Promise<LiveState> {
    const { models } = this.book;
    const day = todayOf(this.book);
    if (this.newest !== undefined && this.newest.position >= models.position && this.newest.day === day)
      return this.newest;
    return (this.newest = await this.counted(COUNTERS));
  }

  private counted(counters: readonly string[]): Promise<LiveState> {
    const day = todayOf(this.book);
    const metrics = counters.map((name) => CATALOGUE.metricNamed(name));
    return this.book.models.use(undefined, async (model) => {
      const question = { metrics, by: [], where: {}, asOf: day };
      const position = this.book.models.position;
      const { totals, meta } = await model.read('query', { question, today: day, shown: {} });
      const covered = Number(meta.position);
      // A position that is told opaquely is at least what there was before.
      return {
        position: Number.isNaN(covered) ? position : covered,
        day,
        counters: totals,
        definitions: model.definitions,
      };
    });
  }

  /** By type; null where more came than are worth counting. */
  private eventsIn(after: number, to: number): Promise<EventCounts> {
    const stretch = `${String(after)}-${String(to)}`;
    const known = this.counts.get(stretch);
    if (known !== undefined) return known;
    const counted = unasked(() => this.count(after, to));
    this.counts.set(stretch, counted);
    return counted;
  }

  private async count(after: number, to: number): Promise<EventCounts> {
    if (to - after > COUNTED) return null;
    return this.book.models.use(undefined, async ({ views }) => {
      const counts: Record<string, number> = {};
      for await (const { type } of journalFields(views, {}, after, to)) counts[type] = (counts[type] ?? 0) + 1;
      return counts;
    });
  }
}

type Seen = NonNullable<ReturnType<typeof seenNow>>;

/** @throws Problem `restricted` */
function countersFor({ rows, minGroup }: Seen): readonly string[] {
  const listed = CATALOGUE.within(rows, minGroup).listed.map(({ name }) => name);
  const counters = COUNTERS.filter((name) => listed.includes(name));
  if (counters.length > 0) return counters;
  throw new Problem('restricted', `the key is narrowed to what none of ${COUNTERS.join(', ')} goes by`);
}

/** One look for all who listen: none of them ends it by leaving. */
function forAll(): MonoTypeOperatorFunction<LiveState> {
  return share({ connector: () => new ReplaySubject<LiveState>(1) });
}

/** Whether nothing that is told has changed. */
function isSame(one: LiveState, other: LiveState): boolean {
  return isDeepStrictEqual([one.day, one.counters, one.definitions], [other.day, other.counters, other.definitions]);
}
