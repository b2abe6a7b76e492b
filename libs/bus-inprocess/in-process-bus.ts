import type { Bus, BusHandler, BusRecord } from '#kernel/ports/bus.js';
import { Signal } from '#kernel/signal.js';

/** Records a shard's queue may hold before `publish` waits, and what one delivery carries at most. */
const QUEUE_LIMIT = 10_000;
const BATCH = 4_000;
/** Milliseconds before a batch that its handler rejected is delivered again. */
const RETRY_AFTER = 100;

export interface InProcessBusOptions {
  /** Called with what a handler threw; the batch comes again. */
  readonly onError?: (error: unknown) => void;
}

/** The bus inside one process: a bounded queue per group and shard, delivered in order, again until handled. Remembers nothing. */
export class InProcessBus implements Bus {
  private readonly groups = new Map<string, Group>();

  constructor(private readonly options: InProcessBusOptions = {}) {}

  async publish(records: readonly BusRecord[]): Promise<void> {
    await Promise.all([...this.groups.values()].map((group) => group.publish(records)));
  }

  async subscribe(group: string, handler: BusHandler): Promise<() => Promise<void>> {
    let found = this.groups.get(group);
    if (found === undefined) {
      found = new Group(this.options.onError ?? (() => undefined));
      this.groups.set(group, found);
    }
    return found.join(handler);
  }

  async last(): Promise<ReadonlyMap<number, BusRecord>> {
    return new Map();
  }

  async close(): Promise<void> {
    await Promise.all([...this.groups.values()].map((group) => group.close()));
    this.groups.clear();
  }
}

/** The members of one group and the queues they share; a shard belongs to one member at a time. */
class Group {
  private readonly queues = new Map<number, ShardQueue>();
  private members: BusHandler[] = [];

  constructor(private readonly onError: (error: unknown) => void) {}

  async publish(records: readonly BusRecord[]): Promise<void> {
    for (const [shard, own] of Map.groupBy(records, (record) => record.shard)) await this.queue(shard).push(own);
  }

  join(handler: BusHandler): () => Promise<void> {
    this.members.push(handler);
    for (const queue of this.queues.values()) queue.signal.notify();
    return async () => {
      this.members = this.members.filter((member) => member !== handler);
      await Promise.all([...this.queues.values()].map((queue) => queue.idle));
    };
  }

  async close(): Promise<void> {
    this.members = [];
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private queue(shard: number): ShardQueue {
    let queue = this.queues.get(shard);
    if (queue === undefined) {
      queue = new ShardQueue(shard, () => this.members[shard % this.members.length], this.onError);
      this.queues.set(shard, queue);
    }
    return queue;
  }
}

class ShardQueue {
  readonly signal = new Signal();
  /** Resolves when the batch in hand is done. */
  idle: Promise<void> = Promise.resolve();
  private readonly room = new Signal();
  private records: BusRecord[] = [];
  private closed = false;
  private readonly running: Promise<void>;

  constructor(
    private readonly shard: number,
    private readonly member: () => BusHandler | undefined,
    private readonly onError: (error: unknown) => void,
  ) {
    this.running = this.run();
  }

  /** As many at once as there is room for: what is delivered together is dealt with together. */
  async push(records: readonly BusRecord[]): Promise<void> {
    for (let next = 0; next < records.length;) {
      while (this.records.length >= QUEUE_LIMIT && !this.closed) await this.room.wait(RETRY_AFTER);
      const room = this.closed ? records.length : QUEUE_LIMIT - this.records.length;
      this.records.push(...records.slice(next, next + room));
      next += room;
      this.signal.notify();
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    this.signal.notify();
    this.room.notify();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.closed) {
      const handler = this.member();
      if (handler === undefined || this.records.length === 0) {
        await this.signal.wait(RETRY_AFTER * 10);
        continue;
      }
      this.idle = this.deliver(handler);
      await this.idle;
    }
  }

  private async deliver(handler: BusHandler): Promise<void> {
    const batch = this.records.slice(0, BATCH);
    try {
      await handler(this.shard, batch);
      this.records = this.records.slice(batch.length);
      this.room.notify();
    } catch (error) {
      this.onError(error);
      await new Signal().wait(RETRY_AFTER);
    }
  }
}
