import type { Bus, BusRecord } from '#kernel/ports/bus.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { RecordedEvent } from '#kernel/event.js';
import { groundOf } from './elsewhere.js';
import { Overlay } from './overlay.js';
import { Parking } from './parking.js';
import type { Projection } from '#kernel/projection.js';
import { runsOf, type Stretch } from './runs.js';
import { shardOf } from '../shards.js';
import { stepOfAll } from '../tracing/step-of-all.js';
import { decode, reasonOf } from '#kernel/undecodable.js';
import { Unfoldable } from '#kernel/unfoldable.js';
import type { ViewStore } from '#kernel/ports/views.js';

export interface ProjectOptions<Decoded> {
  readonly bus: Bus;
  /** The consumer group; permanent per version of the read models. */
  readonly group: string;
  /** For what the bus lost: gaps are read from here. */
  readonly log: EventLog;
  readonly views: ViewStore;
  readonly projection: Projection<Decoded>;
  readonly shards: number;
  /** The business day of an instant; a batch never spans two recorded days. */
  readonly dayOf: (instant: string) => number;
  /** Asked before a batch that ends at a position is applied: it is not where this rejects. */
  readonly mayApply?: (to: number) => Promise<void>;
  readonly onProgress: (shard: number, position: number) => void;
  /** Events read from the log at a time, and events of a batch at most, 1,000 unless given: a gap may be as long as the log. */
  readonly page?: number;
}

const PAGE = 1_000;

/** An event, and what it means to the projection. */
interface Meant<Decoded> {
  readonly event: RecordedEvent;
  readonly decoded: Decoded;
}

/**
 * Pumps the bus into the read models, every event exactly once: the checkpoint tells repetitions, the chain tells gaps. An event that
 * cannot be decoded, or folded, is parked with everything of its key that follows. A projector that finds events parked tries them again with
 * the shard's next batch, so at the latest when the next event or tick comes.
 */
export function project<Decoded>(options: ProjectOptions<Decoded>): Promise<() => Promise<void>> {
  const projector = new Projector(options);
  return options.bus.subscribe(options.group, (shard, records) => projector.handle(shard, records));
}

class Projector<Decoded> {
  private readonly checkpoints = new Map<number, number>();
  private readonly parkings = new Map<number, Parking>();

  private readonly page: number;

  constructor(private readonly options: ProjectOptions<Decoded>) {
    this.page = options.page ?? PAGE;
  }

  async handle(shard: number, records: readonly BusRecord[]): Promise<void> {
    try {
      for await (const stretch of this.stretches(shard, records))
        for (const run of runsOf(stretch, this.options.dayOf, this.page))
          await stepOfAll('project', run.events, { 'tallybook.shard': shard }, () => this.apply(shard, run));
    } catch (error) {
      this.forget(shard);
      throw error;
    }
  }

  /** What comes after the checkpoint, in order, gaps filled from the log. Nothing is read before what precedes it is applied. */
  private async *stretches(shard: number, records: readonly BusRecord[]): AsyncIterable<Stretch> {
    let from = await this.checkpoint(shard);
    let to = from;
    let events: RecordedEvent[] = [];
    for (const { position, previous, event, hearsay } of records) {
      if (position <= to) continue;
      if (previous > to || hearsay === true) {
        if (to > from) yield { from, to, events };
        from = to = yield* this.missing(shard, to, position);
        events = [];
        continue;
      }
      if (event !== undefined) events.push(event);
      to = position;
    }
    if (to > from) yield { from, to, events };
  }

  /**
   * A shard's events after one position up to another from the log itself, page by page, also where a page has none of them.
   * @returns the position of the last event up to the end, whosever it is: from any other the log could not be read on
   */
  private async *missing(shard: number, after: number, end: number): AsyncGenerator<Stretch, number> {
    let from = after;
    while (from < end) {
      const page = await this.options.log.readAll(from, this.page);
      if (page.length === 0)
        throw new Error(`the log ends at ${String(from)} before the bus, which is at ${String(end)}`);
      const events = page.filter(({ position }) => position <= end);
      const to = events.at(-1)?.position;
      if (to === undefined) break;
      yield { from, to, events: events.filter(({ key }) => shardOf(key, this.options.shards) === shard) };
      from = to;
    }
    return from;
  }

  private async apply(shard: number, { from, to, events }: Stretch): Promise<void> {
    const { views } = this.options;
    const parking = await this.parking(shard);
    const batch = new Overlay(groundOf(shard, this.options));
    for (const run of await this.givenBack(parking)) await this.fold(run, parking, batch);
    await this.fold(this.decodable(events, parking, batch), parking, batch);
    batch.add({ facts: [], documents: parking.documents() });
    const { facts, documents } = batch;
    await this.options.mayApply?.(to);
    if ((await views.apply({ shard, from, to, facts, documents })) === 'stale')
      throw new Error(`shard ${String(shard)} was moved on from ${String(from)} by another projector`);
    this.checkpoints.set(shard, to);
    this.options.onProgress(shard, to);
  }

  /** Adds a run to the batch. Where an event of it cannot be folded, the others are, one by one. */
  private async fold(run: readonly Meant<Decoded>[], parking: Parking, batch: Overlay): Promise<void> {
    const { projection } = this.options;
    const means = run.map(({ decoded }) => decoded);
    try {
      batch.add(await projection.project(means, batch));
    } catch (error) {
      if (!(error instanceof Unfoldable)) throw error;
      await this.foldEach(run, parking, batch);
    }
  }

  private async foldEach(run: readonly Meant<Decoded>[], parking: Parking, batch: Overlay): Promise<void> {
    const { projection } = this.options;
    const waiting = new Set<string>();
    for (const { event, decoded } of run) {
      try {
        if (waiting.has(event.key)) this.park(event, '', parking, batch);
        else batch.add(await projection.project([decoded], batch));
      } catch (error) {
        if (!(error instanceof Unfoldable)) throw error;
        waiting.add(event.key);
        this.park(event, reasonOf(error), parking, batch);
      }
    }
  }

  /** Parked events that can be decoded by now; they keep the days they were recorded on. */
  private async givenBack(parking: Parking): Promise<readonly (readonly Meant<Decoded>[])[]> {
    const { projection, dayOf } = this.options;
    const means = new Map<number, Decoded>();
    const events = await parking.giveBack((event) => {
      const found = decode(projection, event);
      if ('reason' in found) return found.reason;
      means.set(event.position, found.decoded);
      return undefined;
    });
    if (events.length === 0) return [];
    const runs = runsOf({ from: 0, to: 0, events }, dayOf, this.page);
    return runs.map((run) => run.events.map((event) => ({ event, decoded: means.get(event.position) as Decoded })));
  }

  /** What the events mean that can be decoded and wait behind no other; those that cannot or do are parked. */
  private decodable(events: readonly RecordedEvent[], parking: Parking, batch: Overlay): readonly Meant<Decoded>[] {
    const { projection } = this.options;
    const decoded: Meant<Decoded>[] = [];
    for (const event of events) {
      const found = parking.holds(event.key) ? { reason: '' } : decode(projection, event);
      if ('decoded' in found) decoded.push({ event, decoded: found.decoded });
      else this.park(event, found.reason, parking, batch);
    }
    return decoded;
  }

  private park(event: RecordedEvent, reason: string, parking: Parking, batch: Overlay): void {
    parking.park(event, reason);
    batch.add({ facts: [], documents: this.options.projection.note(event) });
  }

  private async checkpoint(shard: number): Promise<number> {
    const known = this.checkpoints.get(shard) ?? (await this.options.views.checkpoint(shard));
    this.checkpoints.set(shard, known);
    return known;
  }

  private async parking(shard: number): Promise<Parking> {
    const known = this.parkings.get(shard) ?? (await Parking.of(shard, this.options.views));
    this.parkings.set(shard, known);
    return known;
  }

  /** What is remembered may not be what the views hold: look again. */
  private forget(shard: number): void {
    this.checkpoints.delete(shard);
    this.parkings.delete(shard);
    this.options.projection.reset();
  }
}
