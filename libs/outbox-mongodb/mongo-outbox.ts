import type { Collection, Db, Filter, MongoClient } from 'mongodb';
import {
  claimed,
  enqueued,
  isDue,
  isOpen,
  retried,
  settled,
  type Delivery,
  type NewDelivery,
  type Outcome,
} from '#kernel/delivery.js';
import type { ClaimRequest, FindDeliveries, Outbox } from '#kernel/ports/outbox.js';
import { CheckpointStore } from './checkpoint-store.js';
import { inserted, MAJORITY } from './inserted.js';

/** What changes of a delivery; its attempts and body as JSON text, so that nothing of a caller's becomes a field name. */
interface Changing extends Pick<Delivery, 'state' | 'due' | 'revision'> {
  readonly attempts: string;
}

/** A delivery as it was enqueued, and as it is as far as somebody came to write that here. Its id is the delivery's. */
interface Stored extends Changing, Pick<Delivery, 'kind' | 'channel' | 'subject' | 'enqueuedAt'> {
  readonly _id: string;
  readonly body: string;
  readonly lane?: string;
  readonly place?: number;
}

/** A change of a delivery, under `REVISION:ID`: inserting it is what makes it count, so of two that follow the same one happens. */
interface Change extends Changing {
  readonly _id: string;
}

/** What is kept for ever, under its name. */
interface Kept {
  readonly _id: string;
  readonly text: string;
}

/** Deliveries taken in at a time. */
const INSERTS = 20;
/** Of what seems to be due, so many times as many are looked at as are asked for: others may be faster. */
const SPARE = 4;

/**
 * The outbox in MongoDB, or in what speaks its protocol: of that only the insert under an id that nobody else has is taken to be one step,
 * no update and no transaction. What a delivery's own document says may be behind its changes; whoever comes across it writes it anew.
 */
export class MongoOutbox implements Outbox {
  private readonly deliveries: Collection<Stored>;
  private readonly changes: Collection<Change>;
  private readonly kept: Collection<Kept>;
  private readonly checkpoints: CheckpointStore;

  /** @param client closed with it; its default database is used @param name permanent: its collections are named after it */
  constructor(
    private readonly client: MongoClient,
    private readonly name: string,
    private readonly db: Db = client.db(),
  ) {
    this.deliveries = db.collection<Stored>(`${name}.deliveries`, MAJORITY);
    this.changes = db.collection<Change>(`${name}.changes`, MAJORITY);
    this.kept = db.collection<Kept>(`${name}.kept`, MAJORITY);
    this.checkpoints = new CheckpointStore(db, name);
  }

  /** Makes what it is found by; may be repeated. */
  async prepare(): Promise<void> {
    const deliveries = this.db.collection(`${this.name}.deliveries`);
    await deliveries.createIndex({ state: 1, due: 1, _id: 1 });
    await deliveries.createIndex({ enqueuedAt: -1, _id: -1 });
    await deliveries.createIndex({ lane: 1, place: 1 });
    await this.checkpoints.prepare();
  }

  async enqueue(deliveries: readonly NewDelivery[], now: string): Promise<readonly string[]> {
    return this.insert(deliveries.map((delivery) => enqueued(delivery, now)));
  }

  async takeOver(deliveries: readonly Delivery[]): Promise<void> {
    await this.insert(deliveries);
  }

  async claim({ kinds, now, until, limit, except = [] }: ClaimRequest): Promise<readonly Delivery[]> {
    if (kinds.length === 0) return [];
    const due: Filter<Stored> = {
      state: { $in: ['waiting', 'claimed'] },
      due: { $lte: now },
      kind: { $in: [...kinds] },
      ...(except.length > 0 && { channel: { $nin: [...except] } }),
    };
    const found = this.deliveries.find(due, { sort: { due: 1, _id: 1 }, batchSize: limit * SPARE });
    const claims: Delivery[] = [];
    const firsts = new Map<string, Promise<number | undefined>>();
    for await (const stored of found) {
      if (!(await this.isFirst(stored, firsts))) continue;
      const delivery = await this.newest(stored);
      if (!isDue(delivery, now)) continue;
      const claim = claimed(delivery, now, until);
      if (await this.change(claim)) claims.push(claim);
      if (claims.length === limit) break;
    }
    return claims;
  }

  /** Whether it may go before all of its lane. @param firsts of lanes that were looked at */
  private async isFirst({ lane, place }: Stored, firsts: Map<string, Promise<number | undefined>>): Promise<boolean> {
    if (lane === undefined) return true;
    const first = firsts.get(lane) ?? this.firstOf(lane);
    firsts.set(lane, first);
    return (await first) === place;
  }

  /** The first place in a lane that is neither delivered nor given up. None comes before it later: they are enqueued in order. */
  private async firstOf(lane: string): Promise<number | undefined> {
    const open: Filter<Stored> = { lane, state: { $in: ['waiting', 'claimed'] } };
    for await (const stored of this.deliveries.find(open, { sort: { place: 1 } }))
      if (isOpen(await this.newest(stored))) return stored.place;
    return undefined;
  }

  async settle({ id, revision }: Delivery, now: string, outcome: Outcome): Promise<'settled' | 'lost'> {
    const known = await this.get(id);
    if (known?.state !== 'claimed' || known.revision !== revision) return 'lost';
    return (await this.change(settled(known, now, outcome))) ? 'settled' : 'lost';
  }

  async retry(id: string, now: string): Promise<Delivery | undefined> {
    const known = await this.get(id);
    const again = known && retried(known, now);
    // Where somebody else was first it is under way, or was made due by them.
    if (again === undefined || (await this.change(again))) return again ?? known;
    return this.get(id);
  }

  async get(id: string): Promise<Delivery | undefined> {
    const stored = await this.deliveries.findOne({ _id: id });
    return stored === null ? undefined : this.newest(stored);
  }

  async find({ before, limit, ...equal }: FindDeliveries): Promise<readonly Delivery[]> {
    const page: Filter<Stored> =
      before === undefined
        ? {}
        : {
            $or: [
              { enqueuedAt: { $lt: before.enqueuedAt } },
              { enqueuedAt: before.enqueuedAt, _id: { $lt: before.id } },
            ],
          };
    const found = await this.deliveries
      .find({ ...equal, ...page }, { sort: { enqueuedAt: -1, _id: -1 }, limit })
      .toArray();
    return Promise.all(found.map((stored) => this.newest(stored)));
  }

  /** As far as the documents of deliveries are led on: at most one that a process died at is behind. */
  async open(channel?: string): Promise<{ readonly count: number; readonly due: string | undefined }> {
    const open: Filter<Stored> = { state: { $in: ['waiting', 'claimed'] }, ...(channel !== undefined && { channel }) };
    const first = await this.deliveries.findOne(open, { sort: { due: 1 }, projection: { due: 1 } });
    return { count: first === null ? 0 : await this.deliveries.countDocuments(open), due: first?.due };
  }

  checkpoint(reaction: string): Promise<number | undefined> {
    return this.checkpoints.read(reaction);
  }

  moveOn(reaction: string, from: number | undefined, to: number): Promise<'moved' | 'stale'> {
    return this.checkpoints.moveOn(reaction, from, to);
  }

  async keep(name: string, text: string): Promise<string> {
    await inserted(this.kept, { _id: name, text });
    const kept = await this.kept.findOne({ _id: name });
    if (kept === null) throw new Error(`what was kept as ${name} is gone`);
    return kept.text;
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  /** @returns the ids that nobody had used */
  private async insert(deliveries: readonly Delivery[]): Promise<readonly string[]> {
    const once = [...new Map(deliveries.toReversed().map((delivery) => [delivery.id, delivery])).values()].toReversed();
    const fresh: string[] = [];
    for (let i = 0; i < once.length; i += INSERTS) {
      const page = once.slice(i, i + INSERTS).map(storedOf);
      const isNew = await Promise.all(page.map((stored) => inserted(this.deliveries, stored)));
      fresh.push(...page.filter((_, at) => isNew[at] === true).map(({ _id }) => _id));
    }
    return fresh;
  }

  /** A delivery after all its changes; its document is led on where it is behind. */
  private async newest(stored: Stored): Promise<Delivery> {
    let newest: Changing = stored;
    for (;;) {
      const next = await this.changes.findOne({ _id: changeId(newest.revision + 1, stored._id) });
      if (next === null) break;
      newest = next;
    }
    const delivery = deliveryOf(stored, newest);
    if (newest !== stored) await this.lead(delivery);
    return delivery;
  }

  /** False where somebody else has changed it meanwhile. */
  private async change(delivery: Delivery): Promise<boolean> {
    const { id, revision } = delivery;
    if (!(await inserted(this.changes, { _id: changeId(revision, id), ...changingOf(delivery) }))) return false;
    await this.lead(delivery);
    return true;
  }

  private async lead(delivery: Delivery): Promise<void> {
    const { id, revision } = delivery;
    await this.deliveries.updateOne({ _id: id, revision: { $lt: revision } }, { $set: changingOf(delivery) });
  }
}

function changeId(revision: number, id: string): string {
  return `${String(revision)}:${id}`;
}

function changingOf({ state, due, revision, attempts }: Delivery): Changing {
  return { state, due, revision, attempts: JSON.stringify(attempts) };
}

function storedOf(delivery: Delivery): Stored {
  const { id, kind, channel, subject, enqueuedAt, body, lane } = delivery;
  const inLane = lane && { lane: lane.name, place: lane.place };
  return {
    _id: id,
    kind,
    channel,
    subject,
    enqueuedAt,
    body: JSON.stringify(body),
    ...inLane,
    ...changingOf(delivery),
  };
}

function deliveryOf({ _id: id, lane: name, place = 0, body, ...stored }: Stored, now: Changing): Delivery {
  const { kind, channel, subject, enqueuedAt } = stored;
  const { state, due, revision } = now;
  const parsed = {
    body: JSON.parse(body) as Delivery['body'],
    attempts: JSON.parse(now.attempts) as Delivery['attempts'],
  };
  const lane = name === undefined ? {} : { lane: { name, place } };
  return { id, kind, channel, subject, enqueuedAt, state, due, revision, ...parsed, ...lane };
}
