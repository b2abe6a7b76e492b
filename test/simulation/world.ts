import { Random } from '#demo/random.js';
import type { Landmark } from '#kernel/event.js';
import type { Bus, BusHandler, BusRecord } from '#kernel/ports/bus.js';
import { credible } from '#engine/record/credible.js';
import { project } from '#engine/project/project.js';
import type { Batch } from '#kernel/ports/views.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { BatchChain } from '#views-mongodb/batch-chain.js';
import type { Guard } from './guards.js';
import { Relays } from './relays.js';
import { Schedule } from './schedule.js';
import { ALL, KEYS, MOST, SCHEMA, SHARDS, Steps } from './steps-projection.js';
import { Store } from './store.js';
import { Topic } from './topic.js';

class Crash extends Error {}

const EVENTS = 12;
const ROUNDS = 8;

/**
 * One history: a few events, relays that crash and begin again, a topic that drops, repeats, swaps and is emptied, projectors that crash,
 * sleepers that wake, and a log that is put back to an earlier day and grows on. Log, relay, projector and batch chain are the real ones.
 */
export class World {
  private readonly random: Random;
  private readonly log = new MemoryEventLog(() => new Date('2024-01-01T00:00:00Z'));
  private store: Store;
  private readonly schedule: Schedule;
  private readonly topic: Topic;
  private readonly relays: Relays;
  private written = 0;

  constructor(
    seed: number,
    private readonly without?: Guard,
  ) {
    this.random = new Random(seed);
    this.store = new Store(without);
    this.schedule = new Schedule(this.random);
    this.topic = new Topic(this.random);
    this.relays = new Relays(this.random, this.log, this.topic, this.schedule, without);
  }

  /** Runs it to its end. @returns what is wrong, undefined for nothing */
  async run(): Promise<string | undefined> {
    const active: Promise<void>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (let i = this.random.below(4); i > 0; i--) await this.write();
      await this.disturb();
      for (let i = 0; i < 2 && this.topic.records.length > 0; i++) active.push(this.projector(this.topic.stretch()));
      await this.schedule.some(this.random.below(30));
    }
    await this.schedule.drain(active);
    await this.end();
    return this.wrong();
  }

  /** A relay for the one that crashed, or beside it; time passes; all that was sent is gone. */
  private async disturb(): Promise<void> {
    if (this.relays.count === 0 || this.random.chance(0.1)) await this.relays.begin();
    this.relays.wake();
    if (this.random.chance(0.08)) this.topic.empty();
    if (this.random.chance(0.04)) await this.putBack();
  }

  /** The read models of the log as it was are given up; who still adds to them adds to what nobody asks. */
  private async putBack(): Promise<void> {
    this.log.keep(this.random.below((await this.log.tail()) + 1));
    this.store = new Store(this.without);
  }

  /** In the end a relay tells all shards that they are settled, and a projector that does not crash gets what the topic has. */
  private async end(): Promise<void> {
    while ((await this.log.tail()) < EVENTS) await this.write();
    await this.relays.begin();
    const last = await this.log.last();
    // Vouched for by the last event is also what lies before it: told of it is who has its position.
    const told = (): boolean =>
      [...this.topic.last().values()].filter(
        ({ position, landmark }) => landmark?.id === last?.id && position === last?.position,
      ).length === SHARDS;
    await this.schedule.until(() => {
      this.relays.wake();
      return told();
    });
    await this.relays.stop();
    await this.schedule.drain([this.projector(this.topic.records)]);
  }

  private async write(): Promise<void> {
    if ((await this.log.tail()) === EVENTS) return;
    const number = String(++this.written);
    const key = this.random.pick(KEYS);
    const value = this.random.below(MOST);
    const about = { id: `e${number}`, type: 'Set', schema: 1, occurredAt: '', claim: '', hash: '', envelope: {} };
    await this.log.append(`s${number}`, 'none', [{ ...about, key, data: { value } }]);
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
    const { store } = this;
    const pause = (): Promise<void> => this.schedule.pause((die) => die(new Crash()));
    const chain = new BatchChain(store.steps(pause));
    const views = Object.assign(new MemoryViews(SCHEMA), {
      apply: (batch: Batch) => chain.apply(batch),
      checkpoint: (shard: number) => chain.checkpoint(shard),
      get: async (_collection: string, ids: readonly string[]) => {
        await pause();
        return ids.flatMap((id) => {
          const found = store.documents.get(id);
          return found === undefined ? [] : [{ id, fields: {}, body: found.value }];
        });
      },
    });
    let taken: BusHandler = () => Promise.resolve();
    const unused = (): Promise<never> => Promise.reject(new Error('a projector only subscribes'));
    const subscribe = async (_group: string, handler: BusHandler): Promise<() => Promise<void>> => {
      taken = handler;
      return () => Promise.resolve();
    };
    const anybody: Bus = { subscribe, publish: unused, last: unused, close: unused };
    const log = this.without === 'landmarks are looked up' ? this.believer() : this.log;
    const looked = credible(anybody, { log, shards: SHARDS, onError: () => undefined });
    const bus = this.without === 'records are looked at' ? anybody : looked;
    const projection = new Steps(this.without);
    const options = { bus, group: 'g', log: this.log, views, projection, shards: SHARDS, dayOf: () => 0 };
    await project({ ...options, onProgress: () => undefined });
    return taken;
  }

  /** A log that has whatever it is asked for. */
  private believer(): MemoryEventLog {
    const every = this.topic.records.flatMap(({ landmark }) => landmark ?? []);
    const readStream = async (stream: string): Promise<readonly Landmark[]> =>
      every.filter((landmark) => landmark.stream === stream);
    return Object.assign(Object.create(this.log) as MemoryEventLog, { readStream });
  }

  private async wrong(): Promise<string | undefined> {
    const events = await this.log.readAll(0, EVENTS);
    const values = new Map(events.map(({ key, data }) => [key, data['value'] as number]));
    const sums = new Map([...values, [ALL, Math.max(0, ...values.values())]]);
    for (const [key, value] of sums) {
      const sum = this.store.facts.filter((fact) => fact.key === key).reduce((total, { change }) => total + change, 0);
      if (sum !== value) return `the facts of ${key} sum to ${String(sum)}, not ${String(value)}`;
    }
    for (const [key, value] of values) {
      if (this.store.documents.get(key)?.value !== value) return `the document of ${key} is wrong`;
    }
    const tail = await this.log.tail();
    for (let shard = 0; shard < SHARDS; shard++)
      if (this.store.checkpoint(shard) !== tail) return `shard ${String(shard)} ends elsewhere`;
    const counted = this.store.facts.length / 2;
    return counted === tail ? undefined : `${String(counted)} facts of ${String(tail)} events`;
  }
}
