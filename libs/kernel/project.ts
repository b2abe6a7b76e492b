import type { Bus, BusRecord } from './bus.port.js';
import type { EventLog } from './event-log.port.js';
import type { RecordedEvent } from './event.js';
import type { Projection } from './projection.js';
import { shardOf } from './shards.js';
import type { Views } from './views.port.js';

export interface ProjectOptions {
  readonly bus: Bus;
  /** The consumer group; permanent per version of the read models. */
  readonly group: string;
  /** For what the bus lost: gaps are read from here. */
  readonly log: EventLog;
  readonly views: Views;
  readonly projection: Projection;
  readonly shards: number;
  /** The business day of an instant; a batch never spans two recorded days. */
  readonly dayOf: (instant: string) => number;
  readonly onProgress: (shard: number, position: number) => void;
}

const PAGE = 1_000;

/** Pumps the bus into the read models, every event exactly once: the checkpoint tells repetitions, the chain tells gaps. */
export function project(options: ProjectOptions): Promise<() => Promise<void>> {
  const projector = new Projector(options);
  return options.bus.subscribe(options.group, (shard, records) => projector.handle(shard, records));
}

class Projector {
  private readonly checkpoints = new Map<number, number>();

  constructor(private readonly options: ProjectOptions) {}

  async handle(shard: number, records: readonly BusRecord[]): Promise<void> {
    try {
      for (const run of await this.inOrder(shard, records)) await this.apply(shard, run);
    } catch (error) {
      this.forget(shard);
      throw error;
    }
  }

  /** The events to apply after the checkpoint, in order, gaps filled from the log, cut where the recorded day changes. */
  private async inOrder(shard: number, records: readonly BusRecord[]): Promise<readonly Run[]> {
    let position = await this.checkpoint(shard);
    const runs = new Runs(position, this.options.dayOf);
    for (const record of records) {
      if (record.position <= position) continue;
      if (record.previous > position)
        for (const event of await this.missing(shard, position, record.position)) runs.add(event);
      else if (record.event !== undefined) runs.add(record.event);
      runs.settle(record.position);
      position = record.position;
    }
    return runs.list;
  }

  /** A shard's events after one position up to another, from the log itself. */
  private async missing(shard: number, after: number, to: number): Promise<readonly RecordedEvent[]> {
    const found: RecordedEvent[] = [];
    for (let at = after; at < to;) {
      const page = await this.options.log.readAll(at, PAGE);
      const last = page.at(-1);
      if (last === undefined)
        throw new Error(`the log ends at ${String(at)} before the bus, which is at ${String(to)}`);
      for (const event of page)
        if (event.position <= to && shardOf(event.key, this.options.shards) === shard) found.push(event);
      at = last.position;
    }
    return found;
  }

  private async apply(shard: number, { from, to, events }: Run): Promise<void> {
    const { views, projection } = this.options;
    const changes = await projection.project(from, events, views);
    if ((await views.apply({ shard, from, to, ...changes })) === 'stale') {
      this.forget(shard);
      throw new Error(`shard ${String(shard)} was moved on from ${String(from)} by another projector`);
    }
    this.checkpoints.set(shard, to);
    this.options.onProgress(shard, to);
  }

  private async checkpoint(shard: number): Promise<number> {
    const known = this.checkpoints.get(shard) ?? (await this.options.views.checkpoint(shard));
    this.checkpoints.set(shard, known);
    return known;
  }

  /** What is remembered may not be what the views hold: look again. */
  private forget(shard: number): void {
    this.checkpoints.delete(shard);
    this.options.projection.reset();
  }
}

interface Run {
  readonly from: number;
  to: number;
  readonly events: RecordedEvent[];
}

/** Consecutive events, cut into runs of one recorded day each. */
class Runs {
  readonly list: Run[] = [];
  private day: number | undefined;

  constructor(
    private position: number,
    private readonly dayOf: (instant: string) => number,
  ) {}

  add(event: RecordedEvent): void {
    const day = this.dayOf(event.recordedAt);
    const current = this.list.at(-1);
    if (current === undefined || (this.day !== undefined && day !== this.day))
      this.list.push({ from: this.position, to: event.position, events: [event] });
    else current.events.push(event);
    this.day = day;
    this.settle(event.position);
  }

  /** Nothing is missing up to here. */
  settle(position: number): void {
    const current = this.list.at(-1);
    if (current === undefined) this.list.push({ from: this.position, to: position, events: [] });
    else current.to = position;
    this.position = position;
  }
}
