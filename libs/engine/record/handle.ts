import { setTimeout as sleep } from 'node:timers/promises';
import type { Decider } from '#kernel/decider.js';
import { nextEventId } from '#kernel/event-ids.js';
import type { Envelope, Json, NewEvent, PendingEvent, RecordedEvent } from '#kernel/event.js';
import type { Appended, EventLog, ExpectedRevision } from '#kernel/ports/event-log.js';
import { Problem } from '#kernel/problem.js';
import { SharedStreams } from './shared-streams.js';
import { StreamCache, type AppendedEvent, type Fold, type Loaded } from './stream-cache.js';
import { PerKeyQueue } from '../project/per-key-queue.js';
import { RequestTrace } from '../tracing/request-trace.js';
import { step } from '../tracing/step.js';

/** What a caller claims under an id: the same id with the same hash is a repetition, with another one a conflict. */
export interface Claim {
  readonly id: string;
  readonly hash: string;
  /** That of what is not personal in the content, where something is. */
  readonly plainHash?: string;
  /** The caller's content, normalized: by it a conflict names the fields that differ. */
  readonly content: { readonly [field: string]: Json };
  readonly envelope: Envelope;
  /** The one emitter that the caller may be: an id that another has claimed is taken, whatever it was claimed for. */
  readonly source?: string;
}

export interface Receipt {
  readonly id: string;
  /** Of the event that claimed the id: the first one, for a duplicate. */
  readonly position: number;
  readonly duplicate: boolean;
  /** What there is to say of this one beside, see `Aggregate.told`. */
  readonly told?: Told;
}

/** What a receipt says of the thing that was changed. */
export type Told = Readonly<Record<string, Json>>;

/** A decider and what its streams are called. */
export interface Aggregate<State, Command> extends Decider<State, Command, NewEvent>, Fold<State> {
  /** The fields of a claim that do not agree with the event recorded under the same id. */
  differing(content: Claim['content'], recorded: RecordedEvent): readonly string[];
  /** What `Claim.plainHash` was of an event that was recorded before that was kept. */
  plainHash(recorded: RecordedEvent): string;
  /** What a receipt of a change says of the thing, by what it was before and is now; no more than its place where absent. */
  readonly told?: ((before: State, after: State) => Told) | undefined;
  /** What an event claims in its stream where that is its place there, and no id that a caller thought of: then nothing is a repetition by its id. */
  readonly placed?: ((event: NewEvent) => string) | undefined;
}

export interface HandlerOptions {
  /** Nobody else appends to the log: what is remembered of a stream is what is on disk. */
  readonly soleWriter?: boolean;
  /** About how many small events the remembered states may be made of, and as many those of others; 100,000 unless given. */
  readonly maxWeight?: number;
}

const MAX_WEIGHT = 100_000;
/** Decisions made again after somebody else was first. */
const ATTEMPTS = 5;
/** Milliseconds before each time an append is repeated after a fault of unknown outcome. */
const REPEAT_AFTER = [50, 100, 200, 400] as const;

/** Decides and appends: the one way into the log. A fact is recorded once, however often and at the same time it is sent. */
export class CommandHandler {
  private readonly cache: StreamCache;
  /** Streams looked at for decisions about others. */
  private readonly looks: Pick<StreamCache, 'load' | 'forget'>;
  private readonly queue = new PerKeyQueue();

  constructor(
    private readonly log: EventLog,
    { soleWriter = false, maxWeight = MAX_WEIGHT }: HandlerOptions = {},
  ) {
    this.cache = new StreamCache(log, maxWeight);
    this.looks = soleWriter ? this.cache : new SharedStreams(log, { maxWeight });
  }

  /** What is remembered of streams may not be in the log any more. */
  forget(): void {
    this.cache.forget();
    this.looks.forget();
  }

  /**
   * The state of a stream for a decision about another one; the initial one if it does not exist. No append will show that it was out of
   * date: where others write too what is remembered is brought up to date first, see `SharedStreams`.
   */
  async stateOf<State, Command>(aggregate: Aggregate<State, Command>, id: string): Promise<State> {
    return (await this.looks.load(aggregate.prefix + id, aggregate)).state;
  }

  /**
   * A fact that begins its stream: the append itself is the claim, without looking first. Only a refusal looks, since a repetition of
   * what was accepted once is never refused.
   * @throws Problem of the decider, or `id-conflict`
   */
  async begin<State, Command>(
    aggregate: Aggregate<State, Command>,
    id: string,
    command: Command,
    claim: Claim,
  ): Promise<Receipt> {
    const stream = aggregate.prefix + id;
    let events: readonly PendingEvent[];
    let appended: Appended;
    try {
      events = pending(aggregate.decide(command, aggregate.initial), claim);
      appended = await this.append(stream, 'none', events);
    } catch (refusal) {
      if (!(refusal instanceof Problem) || refusal.status >= 500) throw refusal;
      const [first] = await this.log.readStream(stream);
      if (first !== undefined) return repeated(aggregate, claim, first);
      throw refusal;
    }
    if (appended.outcome === 'appended') {
      if (aggregate.warm) this.cache.add(stream, aggregate, recorded(stream, events, appended));
      return { id: claim.id, position: appended.position, duplicate: false };
    }
    const [first] = await this.log.readStream(stream);
    if (first === undefined) throw new Error(`the log has a conflict in ${stream}, but no event of it`);
    return repeated(aggregate, claim, first);
  }

  /**
   * A fact that follows others in its stream; those of one stream stand in a queue. One that its decider makes nothing of changes nothing
   * there: it is a duplicate of the last.
   * @throws Problem of the decider, `id-conflict`, or `contended` after a few lost races with other processes
   */
  change<State, Command>(
    aggregate: Aggregate<State, Command>,
    id: string,
    command: Command,
    claim: Claim,
  ): Promise<Receipt> {
    const stream = aggregate.prefix + id;
    return this.queue.add(stream, async () => {
      let loaded = await this.cache.load(stream, aggregate);
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const earlier = aggregate.placed === undefined ? loaded.claims.get(claim.id) : undefined;
        if (earlier !== undefined) return this.again(aggregate, stream, claim, earlier);
        const receipt = await this.attempt(aggregate, stream, command, claim, loaded);
        if (receipt !== undefined) return receipt;
        loaded = await this.cache.catchUp(stream, aggregate);
      }
      throw new Problem('contended', `others keep changing ${stream}: send the same request again`);
    });
  }

  /** Undefined if the stream has moved on. */
  private async attempt<State, Command>(
    aggregate: Aggregate<State, Command>,
    stream: string,
    command: Command,
    claim: Claim,
    { state, revision, position }: Loaded<State>,
  ): Promise<Receipt | undefined> {
    let events: readonly PendingEvent[];
    let appended: Appended;
    try {
      const decided = aggregate.decide(command, state);
      // What is remembered may be behind here too: nothing is to be done only about what is on disk.
      if (decided.length === 0)
        return (await this.hasMoved(aggregate, stream, revision))
          ? undefined
          : { id: claim.id, position, duplicate: true, ...toldOf(aggregate, state, []) };
      events = pending(decided, claim, aggregate.placed);
      appended = await this.append(stream, revision === -1 ? 'none' : revision, events);
    } catch (refusal) {
      if (!(refusal instanceof Problem) || refusal.status >= 500) throw refusal;
      // What is remembered may be behind another process: a refusal stands only on what is on disk.
      if (await this.hasMoved(aggregate, stream, revision)) return undefined;
      throw refusal;
    }
    if (appended.outcome === 'conflict') return undefined;
    this.cache.add(stream, aggregate, recorded(stream, events, appended));
    return { id: claim.id, position: appended.position, duplicate: false, ...toldOf(aggregate, state, events) };
  }

  private async hasMoved<State>(fold: Fold<State>, stream: string, revision: number): Promise<boolean> {
    return (await this.cache.catchUp(stream, fold)).revision > revision;
  }

  private async again<State, Command>(
    aggregate: Aggregate<State, Command>,
    stream: string,
    claim: Claim,
    { hash, position, revision }: { readonly hash: string; readonly position: number; readonly revision: number },
  ): Promise<Receipt> {
    if (hash === claim.hash && claim.source === undefined) return { id: claim.id, position, duplicate: true };
    const [first] = await this.log.readStream(stream, revision);
    if (first === undefined) throw new Error(`${stream} has no event at ${String(revision)} any more`);
    return repeated(aggregate, claim, first);
  }

  private async append(stream: string, expected: ExpectedRevision, events: readonly PendingEvent[]): Promise<Appended> {
    const size = { 'tallybook.events': events.length };
    const appended = await step('append', size, () => this.appendSurely(stream, expected, events));
    if (appended.outcome === 'appended') RequestTrace.now()?.has(appended.position);
    return appended;
  }

  /** After a fault the outcome is unknown: the same ids at the same revision answer as the first time if it was stored. */
  private async appendSurely(
    stream: string,
    expected: ExpectedRevision,
    events: readonly PendingEvent[],
  ): Promise<Appended> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.log.append(stream, expected, events);
      } catch (error) {
        const wait = REPEAT_AFTER[attempt];
        // A problem is an answer: repeating it here is of no use.
        if (wait === undefined || error instanceof Problem) throw error;
        await sleep(wait);
      }
    }
  }
}

function toldOf<State, Command>(
  aggregate: Aggregate<State, Command>,
  before: State,
  events: readonly NewEvent[],
): Pick<Receipt, 'told'> {
  if (aggregate.told === undefined) return {};
  const after = events.reduce((state, event) => aggregate.evolve(state, event), before);
  return { told: aggregate.told(before, after) };
}

function pending(
  events: readonly NewEvent[],
  { id, hash, plainHash, envelope }: Claim,
  placed: (event: NewEvent) => string = () => id,
): readonly PendingEvent[] {
  return events.map((event) => {
    const { type, schema, occurredAt, key, data } = event;
    const plain = plainHash !== undefined && 'personal' in data && { plainHash };
    return { id: nextEventId(), type, schema, occurredAt, key, claim: placed(event), hash, ...plain, envelope, data };
  });
}

function recorded(
  stream: string,
  events: readonly PendingEvent[],
  last: Appended & { outcome: 'appended' },
): readonly AppendedEvent[] {
  const offset = events.length - 1;
  return events.map((event, i): AppendedEvent => {
    const behind = offset - i;
    return { ...event, stream, position: last.position - behind, revision: last.revision - behind };
  });
}

function repeated<State, Command>(aggregate: Aggregate<State, Command>, claim: Claim, first: RecordedEvent): Receipt {
  if (claim.source !== undefined && first.envelope.emitter !== claim.source)
    throw new Problem('id-taken', `the id ${claim.id} was recorded by another emitter: use an id of your own`);
  // Of what was erased only the rest can be compared.
  const hash = first.erased === true ? (claim.plainHash ?? claim.hash) : claim.hash;
  if (first.hash === hash) return { id: claim.id, position: first.position, duplicate: true };
  aggregate.needDecodable(first);
  const fields = aggregate.differing(claim.content, first);
  throw new Problem(
    'id-conflict',
    `the id ${claim.id} was recorded before with other content (${fields.join(', ')}): use a new id for a new fact`,
    fields.map((field) => ({ field, detail: 'differs from what was recorded under this id' })),
  );
}
