import { Random } from '#apps/cli/demo/random.js';
import type { BusHandler, BusRecord } from '#kernel/bus.port.js';
import type { RecordedEvent } from '#kernel/event.js';
import { project } from '#kernel/project.js';
import type { Projection } from '#kernel/projection.js';
import { shardOf } from '#kernel/shards.js';
import type { Batch, Views } from '#kernel/views.port.js';
import type { ViewSchema } from '#kernel/views.schema.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { BatchChain, type ChainSteps, type Unfinished } from '#views-mongodb/batch-chain.js';

/** What keeps the protocol right; a world can be made without one of them. */
export const GUARDS = ['unique insert', 'newer documents stay', 'finish first', 'chain'] as const;
export type Guard = (typeof GUARDS)[number];

const SHARDS = 2;
const KEYS = ['a', 'b', 'c', 'd'];
const SCHEMA: ViewSchema = { series: [], collections: [] };

/** A store that does one step at a time, whoever asks, in an order that chance decides; some who ask never hear the answer. */
class Store {
  readonly facts: { readonly key: string; readonly change: number }[] = [];
  readonly documents = new Map<string, { readonly pos: number; readonly value: number }>();
  private readonly heads = new Map<string, Unfinished>();
  private readonly checkpoints = new Map<number, number>();

  constructor(private readonly without: Guard | undefined) {}

  steps(pause: () => Promise<void>): ChainSteps {
    return {
      position: async (shard) => {
        await pause();
        return this.checkpoints.get(shard) ?? 0;
      },
      following: async (shard, from) => {
        await pause();
        return this.without === 'finish first' ? undefined : this.heads.get(`${String(shard)}:${String(from)}`);
      },
      insert: async (batch) => {
        await pause();
        const inserted = this.insert(batch);
        await pause();
        return inserted;
      },
      put: async (documents, position) => {
        for (const { document } of documents) {
          await pause();
          const { id, body } = document;
          const isNewer = position > (this.documents.get(id)?.pos ?? -1);
          if (isNewer || this.without === 'newer documents stay')
            this.documents.set(id, { pos: position, value: body as number });
        }
      },
      move: async (shard, from, to) => {
        await pause();
        const isThere = (this.checkpoints.get(shard) ?? 0) === from;
        if (isThere) this.checkpoints.set(shard, to);
        await pause();
      },
    };
  }

  checkpoint(shard: number): number {
    return this.checkpoints.get(shard) ?? 0;
  }

  private insert(batch: Batch): boolean {
    const id = `${String(batch.shard)}:${String(batch.from)}`;
    if (this.heads.has(id) && this.without !== 'unique insert') return false;
    this.heads.set(id, batch);
    for (const { customer, measures } of batch.facts) this.facts.push({ key: customer, change: Number(measures[0]) });
    return true;
  }
}

/** A fact is the step from the value a key had to the one it has: state that is read wrong makes facts that are wrong. */
class Steps implements Projection {
  readonly schema = SCHEMA;

  reset(): void {
    // Nothing is remembered.
  }

  async project(
    _from: number,
    events: readonly RecordedEvent[],
    views: Views,
  ): Promise<Pick<Batch, 'facts' | 'documents'>> {
    const values = new Map((await views.get('values', KEYS)).map(({ id, body }) => [id, body as number]));
    const facts = events.map(({ key, data }) => {
      const change = (data['value'] as number) - (values.get(key) ?? 0);
      values.set(key, data['value'] as number);
      const place = { series: 's', valid: 0, recorded: 0, record: '', mark: 0, dimensions: [] };
      return { ...place, customer: key, measures: [BigInt(change)] };
    });
    const touched = [...new Set(events.map(({ key }) => key))];
    const documents = touched.map((id) => ({
      collection: 'values',
      document: { id, fields: {}, body: values.get(id) ?? 0 },
    }));
    return { facts, documents };
  }
}

class Crash extends Error {}

/** One history: a few events, a bus that drops, repeats and swaps, projectors that crash, and sleepers that wake. */
export class World {
  private readonly random: Random;
  private readonly log = new MemoryEventLog(() => new Date('2024-01-01T00:00:00Z'));
  private readonly store: Store;
  private readonly waiting: { go(): void; die(): void }[] = [];
  private records: readonly BusRecord[] = [];

  constructor(
    seed: number,
    private readonly without?: Guard,
  ) {
    this.random = new Random(seed);
    this.store = new Store(without);
  }

  /** Runs it to its end. @returns what is wrong, undefined for nothing */
  async run(): Promise<string | undefined> {
    const last = await this.write();
    const active: Promise<void>[] = [];
    for (let round = 0; round < 12; round++) {
      for (let i = 0; i < 2; i++) active.push(this.projector(this.delivery()));
      await this.schedule(this.random.below(30));
    }
    await this.drain(active);
    // In the end everything comes once more, in order, to a projector that does not crash.
    const final = this.projector(this.records);
    await this.drain([final]);
    return this.wrong(last);
  }

  private async write(): Promise<ReadonlyMap<string, number>> {
    const last = new Map<string, number>();
    const previous = new Map<number, number>();
    const records: BusRecord[] = [];
    for (let i = 0; i < 12; i++) {
      const key = this.random.pick(KEYS);
      const value = this.random.below(1000);
      last.set(key, value);
      const about = { id: `e${String(i)}`, type: 'Set', schema: 1, occurredAt: '', claim: '', hash: '', envelope: {} };
      await this.log.append(`s${String(i)}`, 'none', [{ ...about, key, data: { value } }]);
    }
    for (const event of await this.log.readAll(0, 100)) {
      const shard = shardOf(event.key, SHARDS);
      const before = this.without === 'chain' ? 0 : (previous.get(shard) ?? 0);
      records.push({ shard, position: event.position, previous: before, event });
      previous.set(shard, event.position);
    }
    this.records = records;
    return last;
  }

  /** A stretch of the topic as a consumer may get it. */
  private delivery(): readonly BusRecord[] {
    const { random } = this;
    const from = random.below(this.records.length);
    const taken = this.records.slice(from, from + 1 + random.below(8)).filter(() => !random.chance(0.15));
    if (random.chance(0.3)) taken.push(...taken.slice(0, 2));
    if (random.chance(0.3)) taken.reverse();
    return taken;
  }

  private async projector(records: readonly BusRecord[]): Promise<void> {
    const handler = await this.join();
    try {
      for (let shard = 0; shard < SHARDS; shard++) {
        const own = records.filter((record) => record.shard === shard);
        for (let attempt = 0; own.length > 0 && attempt < 5; attempt++)
          if (await this.handled(handler, shard, own)) break;
      }
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }

  private async handled(handler: BusHandler, shard: number, records: readonly BusRecord[]): Promise<boolean> {
    try {
      await handler(shard, records);
      return true;
    } catch (error) {
      if (error instanceof Crash) throw error;
      return false;
    }
  }

  private async join(): Promise<BusHandler> {
    const pause = (): Promise<void> => new Promise((go, die) => this.waiting.push({ go, die: () => die(new Crash()) }));
    const chain = new BatchChain(this.store.steps(pause));
    const views = Object.assign(new MemoryViews(SCHEMA), {
      apply: (batch: Batch) => chain.apply(batch),
      checkpoint: (shard: number) => chain.checkpoint(shard),
      get: async (_collection: string, ids: readonly string[]) => {
        await pause();
        return ids.flatMap((id) => {
          const found = this.store.documents.get(id);
          return found === undefined ? [] : [{ id, fields: {}, body: found.value }];
        });
      },
    });
    let taken: BusHandler = () => Promise.resolve();
    const bus = {
      subscribe: async (_group: string, handler: BusHandler) => {
        taken = handler;
        return () => Promise.resolve();
      },
    } as never;
    const options = { bus, group: 'g', log: this.log, views, projection: new Steps(), shards: SHARDS, dayOf: () => 0 };
    await project({ ...options, onProgress: () => undefined });
    return taken;
  }

  /** Lets some of the waiting steps happen, in any order; now and then who waits has crashed. */
  private async schedule(steps: number): Promise<void> {
    for (let i = 0; i < steps; i++) {
      const [next] = this.waiting.splice(this.random.below(Math.max(1, this.waiting.length)), 1);
      if (next === undefined) {
        await settle();
        continue;
      }
      if (this.random.chance(0.04)) next.die();
      else next.go();
      await settle();
    }
  }

  private async drain(active: readonly Promise<void>[]): Promise<void> {
    let done = false;
    const all = Promise.all(active).then(() => (done = true));
    while (!done) {
      const [next] = this.waiting.splice(this.random.below(Math.max(1, this.waiting.length)), 1);
      next?.go();
      await settle();
    }
    await all;
  }

  private wrong(last: ReadonlyMap<string, number>): string | undefined {
    for (const [key, value] of last) {
      const sum = this.store.facts.filter((fact) => fact.key === key).reduce((total, { change }) => total + change, 0);
      if (sum !== value) return `the facts of ${key} sum to ${String(sum)}, not ${String(value)}`;
      if (this.store.documents.get(key)?.value !== value) return `the document of ${key} is wrong`;
    }
    const ends = this.records.map(({ shard, position }) => [shard, position] as const);
    for (const [shard, position] of new Map(ends))
      if (this.store.checkpoint(shard) !== position) return `shard ${String(shard)} ends elsewhere`;
    const counted = this.store.facts.length;
    return counted === this.records.length
      ? undefined
      : `${String(counted)} facts of ${String(this.records.length)} events`;
  }
}

/** Everything that can go on without another step has gone on. */
async function settle(): Promise<void> {
  for (let i = 0; i < 8; i++) await Promise.resolve();
}
