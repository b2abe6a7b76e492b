import { patienceOfAsker } from '../patience.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { StreamCache, type Fold, type Loaded } from './stream-cache.js';

/** Events of the log read at a time, and how often at most: whoever is further behind reads the streams again that he needs. */
const PAGE = 1_000;
const PAGES = 4;

/** A stream that is being read, and what came into it meanwhile. */
interface Reading {
  readonly patience: number | undefined;
  readonly loaded: Promise<Loaded<unknown>>;
  readonly met: RecordedEvent[];
}

/** Streams of a log as they are up to a position, to which the log has been followed since the first of them was read. */
export class Trail {
  /** By the clock of who follows it. */
  followedAt = 0;
  private readonly cache: StreamCache;
  /** Of the streams that were looked at, by prefix: of these the next are as likely to be. */
  private readonly warm = new Map<string, Fold<unknown>>();
  private readonly readings = new Map<string, Reading[]>();

  constructor(
    private readonly log: EventLog,
    private position: number,
    maxWeight: number,
  ) {
    this.cache = new StreamCache(log, maxWeight);
  }

  /** Resolves when all is known that was in the log at the time of the call; with false where that is too much to read. */
  async follow(): Promise<boolean> {
    for (let page = 0; page < PAGES; page++) {
      const events = await this.log.readAll(this.position, PAGE);
      for (const event of events) this.meet(event);
      if (events.length < PAGE) return true;
    }
    return false;
  }

  /** The stream up to the position at least. */
  load<State>(stream: string, fold: Fold<State>): Loaded<State> | Promise<Loaded<State>> {
    if (fold.warm) this.warm.set(fold.prefix, fold);
    return this.cache.remembered<State>(stream) ?? this.read(stream, fold);
  }

  /** Those of more than one follower come more than once. */
  private meet(event: RecordedEvent): void {
    if (event.position <= this.position) return;
    this.position = event.position;
    for (const { met } of this.readings.get(event.stream) ?? []) met.push(event);
    this.cache.follow(event, this.ofNew);
  }

  private readonly ofNew = (stream: string): Fold<unknown> | undefined => {
    for (const [prefix, fold] of this.warm) if (stream.startsWith(prefix)) return fold;
    return undefined;
  };

  /** Read once for all who ask meanwhile, also for those who have seen more of the log: what came since is added to it. */
  private read<State>(stream: string, fold: Fold<State>): Promise<Loaded<State>> {
    const patience = patienceOfAsker();
    const readings = this.readings.get(stream) ?? [];
    const shared = readings.find((reading) => reading.patience === patience);
    if (shared !== undefined) return shared.loaded as Promise<Loaded<State>>;
    const met: RecordedEvent[] = [];
    const loaded = this.log.readStream(stream).then((events) => this.cache.add(stream, fold, [...events, ...met]));
    const reading: Reading = { patience, loaded, met };
    this.readings.set(stream, [...readings, reading]);
    const done = (): void => this.isRead(stream, reading);
    loaded.then(done, done);
    return loaded;
  }

  private isRead(stream: string, reading: Reading): void {
    const rest = (this.readings.get(stream) ?? []).filter((other) => other !== reading);
    if (rest.length > 0) this.readings.set(stream, rest);
    else this.readings.delete(stream);
  }
}
