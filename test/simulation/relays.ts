import type { Random } from '#demo/random.js';
import { landmarkOf, type RecordedEvent } from '#kernel/event.js';
import type { Bus, BusRecord } from '#kernel/ports/bus.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { relay, whereToGoOn } from '#engine/relay/relay.js';
import type { Guard } from './guards.js';
import type { Schedule } from './schedule.js';
import { SHARDS } from './steps-projection.js';
import type { Topic } from './topic.js';

interface Running {
  readonly hint: () => void;
  readonly stop: () => Promise<void>;
}

/** The relays of a world, any number at once: they crash, begin again wherever, sleep for long, and answers of the bus get lost. */
export class Relays {
  private readonly running = new Set<Running>();

  constructor(
    private readonly random: Random,
    private readonly log: EventLog,
    private readonly topic: Topic,
    private readonly schedule: Schedule,
    private readonly without: Guard | undefined,
  ) {}

  get count(): number {
    return this.running.size;
  }

  /** One more, from where the topic ends; now and then from before that, or from the end of the log. */
  async begin(): Promise<void> {
    const start = await whereToGoOn({ last: async () => this.topic.last() }, this.log, () => undefined);
    const known = start?.position ?? 0;
    const dice = this.random.next();
    const from = dice < 0.2 ? this.random.below(known + 1) : dice < 0.3 ? await this.log.tail() : known;
    const [head] = from === 0 ? [] : await this.log.readAll(from - 1, 1);
    const life = { crash: (): void => undefined };
    const pause = (): Promise<void> => this.schedule.pause((lose) => this.misfortune(life.crash, lose));
    const seen = new Map<string, RecordedEvent>();
    let hint: () => void = () => undefined;
    const log: EventLog = Object.assign(Object.create(this.log) as EventLog, {
      onAppend: (given: () => void) => {
        hint = given;
        return () => undefined;
      },
      readAll: async (after: number, limit: number) => {
        await pause();
        const events = await this.log.readAll(after, limit);
        for (const event of events) seen.set(event.stream, event);
        return events;
      },
      readStream: async (stream: string, fromRevision?: number) => {
        await pause();
        const before = seen.get(stream);
        if (this.without === 'relays look at what they read last' && before !== undefined) return [before];
        return this.log.readStream(stream, fromRevision);
      },
    });
    const bus = this.bus(from, pause);
    const page = 1 + this.random.below(4);
    const { stop } = relay({ log, bus, shards: SHARDS, from, head, onError: () => undefined, page, tickEvery: 0 });
    const running = { hint, stop };
    life.crash = () => this.running.delete(running);
    this.running.add(running);
  }

  /** Time passes: one of them looks again. */
  wake(): void {
    if (this.count > 0) this.random.pick([...this.running]).hint();
  }

  async stop(): Promise<void> {
    await this.schedule.drain([...this.running].map(({ stop }) => stop()));
    this.running.clear();
  }

  /** Either nothing is ever heard of this relay again, or what it asked for failed, or had happened and nobody told it. */
  private misfortune(crash: () => void, lose: (reason: Error) => void): void {
    if (this.random.chance(0.5)) crash();
    else lose(new Error('no answer'));
  }

  /** Takes a page in two parts, as two requests would. */
  private bus(from: number, pause: () => Promise<void>): Bus {
    const publish = async (records: readonly BusRecord[]): Promise<void> => {
      const half = this.random.below(records.length + 1);
      for (const part of [records.slice(0, half), records.slice(half)]) {
        await pause();
        const last = await this.log.last();
        this.topic.records.push(...part.map((record) => this.damaged(record, from, last)));
      }
      await pause();
    };
    const unused = (): Promise<never> => Promise.reject(new Error('a relay only publishes'));
    return { publish, subscribe: unused, last: unused, close: unused };
  }

  /** As a relay without one of the guards would have sent it. */
  private damaged(record: BusRecord, from: number, last: RecordedEvent | undefined): BusRecord {
    if (this.without === 'chain') return { ...record, previous: 0 };
    if (this.without === 'chain begins where the relay does' && record.previous === from)
      return { ...record, previous: 0 };
    if (this.without === 'ticks say what was sent' && record.event === undefined && last !== undefined)
      return { ...record, position: last.position, landmark: landmarkOf(last) };
    return record;
  }
}
