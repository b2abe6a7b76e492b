import { COMMANDS } from '#subjects/tables.js';
import { join } from 'node:path';
import { demoBusiness } from '#demo/business.js';
import { KafkaBus } from '#bus-kafka/kafka-bus.js';
import type { KafkaBusOptions } from '#bus-kafka/options.js';
import { createProjection } from '#book/projecting/projection.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import type { Bus } from '#kernel/ports/bus.js';
import { Calendar } from '#kernel/time/calendar.js';
import { credible } from '#engine/record/credible.js';
import type { Landmark } from '#kernel/event.js';
import { nextEventId } from '#kernel/event-ids.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { foldInto } from '#engine/fold.js';
import { project } from '#engine/project/project.js';
import { relay } from '#engine/relay/relay.js';
import { firstDifference } from '#engine/verify.js';
import type { Views } from '#kernel/ports/views.js';
import { recordMany } from '#ledger/bulk.js';
import type { BulkLine } from '#ledger/bulk-tally.js';
import { Ledger } from '#ledger/ledger.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { scratchFolder } from '../journeys/server.js';

export const SHARDS = 16;
/** What records are sealed with. */
export const KEY = 'of these tests alone';
const CALENDAR = new Calendar('UTC', 1);
const dayOf = (instant: string): number => CALENDAR.dayOf(instant);

/** A log with generated facts in it, on disk unless given, and topics and read models that are fed from it. */
export class KafkaBook {
  readonly errors: unknown[] = [];
  private readonly buses: Bus[] = [];
  private readonly relays: { stop(): Promise<void> }[] = [];

  private constructor(
    readonly log: EventLog,
    private readonly brokers: string,
    private readonly removeFolder: () => Promise<void>,
  ) {}

  static async open(brokers: string, facts: number, seed: number, given?: EventLog): Promise<KafkaBook> {
    const { folder, remove } = await scratchFolder();
    const log = given ?? SqliteEventLog.open(join(folder, 'log.sqlite'), () => new Date());
    const book = new KafkaBook(log, brokers, remove);
    await book.record(facts, seed);
    return book;
  }

  /** Appends about as many facts; another seed gives other ones. */
  async record(facts: number, seed: number): Promise<void> {
    const options = { log: this.log, calendar: CALENDAR, currency: 'USD', clock: () => new Date() };
    const ledger = new Ledger({
      commands: COMMANDS,
      ...options,
      rules: {},
    });
    const { rejected, errors } = await recordMany(ledger, linesOf(facts, seed));
    if (rejected > 0) throw new Error(`a generated fact was refused: ${JSON.stringify(errors[0])}`);
  }

  /** A connection of its own, as another process has it. */
  bus(topic: string, options: Partial<KafkaBusOptions> = {}): KafkaBus {
    const onError = (error: unknown): void => void this.errors.push(error);
    const bus = new KafkaBus({
      connection: { brokers: this.brokers.split(',') },
      topic,
      partitions: 6,
      key: KEY,
      onError,
      ...options,
    });
    this.buses.push(bus);
    return bus;
  }

  /** @param page how many events it has in hand at a time @param log what it reads */
  relay(
    bus: Bus,
    from: number | Landmark = 0,
    page = 1_000,
    log: EventLog = this.log,
    onError: (error: unknown) => void = (error) => void this.errors.push(error),
  ): { stop(): Promise<void> } {
    const start = typeof from === 'number' ? { from } : { from: from.position, head: from };
    const relaying = relay({ log, bus, shards: SHARDS, ...start, onError, page, tickEvery: 50 });
    this.relays.push(relaying);
    return relaying;
  }

  /** Where these read models differ from a fresh fold of the log; undefined for nowhere. */
  async difference(views: MemoryViews): Promise<string | undefined> {
    const fresh = new MemoryViews(VIEW_SCHEMA);
    const projection = createProjection(CALENDAR);
    await foldInto({ log: this.log, views: fresh, projection, dayOf, to: await this.log.tail() });
    return firstDifference(views, fresh);
  }

  /** Also ends what a test that failed has left running. */
  async close(): Promise<void> {
    await Promise.all(this.relays.map((relaying) => relaying.stop()));
    await Promise.all(this.buses.map((bus) => bus.close()));
    await this.log.close();
    await this.removeFolder();
  }
}

/** Read models that follow a topic, through any number of members of one group. */
export class Follower {
  readonly views = new MemoryViews(VIEW_SCHEMA);
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly book: KafkaBook,
    private readonly group = 'views',
  ) {}

  /** One more member. @param views through which it sees these read models */
  async join(bus: Bus, views: Views = this.views): Promise<() => Promise<void>> {
    const { log } = this.book;
    const onProgress = (): void => this.waiting.forEach((look) => look());
    const projection = createProjection(CALENDAR);
    const looked = credible(bus, { log, shards: SHARDS, onError: (error) => this.book.errors.push(error) });
    return project({ bus: looked, group: this.group, log, views, projection, shards: SHARDS, dayOf, onProgress });
  }

  /** Resolves when every shard has come this far. */
  async covers(position: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const look = (): void => void this.position().then((at) => at >= position && resolve(undefined));
    this.waiting.add(look);
    look();
    await promise;
    this.waiting.delete(look);
  }

  /** How far the last of the shards has come. */
  async position(): Promise<number> {
    const shards = Array.from({ length: SHARDS }, (_, shard) => this.views.checkpoint(shard));
    return Math.min(...(await Promise.all(shards)));
  }
}

export function newTopic(): string {
  return `test-${nextEventId()}`;
}

async function* linesOf(facts: number, seed: number): AsyncIterable<BulkLine> {
  let line = 0;
  for (const fact of demoBusiness({ facts, seed })) yield { line: ++line, value: renamed(fact, `${String(seed)}-`) };
}

/** The same fact, its ids and those it names under a prefix. */
function renamed({ type, data }: { type: string; data: object }, prefix: string): unknown {
  const ids = ['id', 'customerId', 'saleId', 'interactionId', 'opportunityId', 'subscriptionId'];
  const entries = Object.entries(data).map(([field, value]): [string, unknown] =>
    ids.includes(field) && typeof value === 'string' ? [field, prefix + value] : [field, value],
  );
  return { type, data: Object.fromEntries(entries) };
}
