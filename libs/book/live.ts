import { LRUCache } from 'lru-cache';
import { distinctUntilChanged, Observable, ReplaySubject, share, Subject, takeUntil, type Subscriber } from 'rxjs';
import { Follower } from '#engine/react/follower.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { journalFields } from '#figures/journal/journal.js';
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
/** Stretches of the log whose counts are kept for the next listener that asks for the same. */
const STRETCHES = 50;

/**
 * What a book tells those who listen. The figures are looked at once after each progress, however many listen, and not at all while nobody
 * does; listeners that keep up share the count of events too.
 */
export class Live {
  private readonly ending = new Subject<void>();
  private readonly states: Observable<LiveState>;
  private readonly counts = new LRUCache<string, Promise<EventCounts>>({ max: STRETCHES });
  private newest: LiveState | undefined;

  constructor(private readonly book: Book) {
    // For all who listen: none of them ends it by leaving.
    this.states = new Observable<LiveState>((listeners) => this.follow(listeners)).pipe(
      distinctUntilChanged(),
      share({ connector: () => new ReplaySubject<LiveState>(1) }),
    );
  }

  /** Messages to one listener as server-sent events, from a position on (that of its last message) or from now. */
  listen(from: number | undefined): LiveListener {
    const last = from ?? this.book.models.position;
    return new LiveListener(this.states.pipe(takeUntil(this.ending)), last, (after, to) => this.eventsIn(after, to));
  }

  /** Ends every stream: they would hold up the end of the process. */
  end(): void {
    this.ending.next();
  }

  /** Looks at the figures as they come on. What goes wrong ends the streams: their listeners come again. Returns how to stop. */
  private follow(listeners: Subscriber<LiveState>): () => void {
    const onError = (error: unknown): void => listeners.error(error);
    const handle = (): Promise<void> => unasked(() => this.look()).then((state) => listeners.next(state), onError);
    const follower = new Follower({ progress: this.book.models, handle, every: EVERY, onError });
    return () => void follower.stop();
  }

  private async look(): Promise<LiveState> {
    const { models } = this.book;
    const day = todayOf(this.book);
    if (this.newest !== undefined && this.newest.position >= models.position && this.newest.day === day)
      return this.newest;
    return (this.newest = await models.use(undefined, async (model) => {
      const question = { metrics: COUNTERS.map((name) => CATALOGUE.metricNamed(name)), by: [], where: {}, asOf: day };
      const { totals, meta } = await model.read('query', { question, today: day, shown: {} });
      return { position: Number(meta.position), day, counters: totals, definitions: model.definitions };
    }));
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
