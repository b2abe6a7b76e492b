import { LRUCache } from 'lru-cache';
import type { NewEvent, RecordedEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';

/** An event in its place, whenever that was. */
export type AppendedEvent = Omit<RecordedEvent, 'recordedAt'>;

/** How a stream's events are folded, and how much room its state takes. */
export interface Fold<State> {
  /** Of stream names. Permanent: streams are found by it. */
  readonly prefix: string;
  readonly initial: State;
  evolve(state: State, event: NewEvent): State;
  /** @throws Problem `undecodable-event` for one that somebody else wrote, or a newer release: what follows it cannot be decided */
  needDecodable(event: AppendedEvent): void;
  /** Whether a stream's first event claims an id beside others; otherwise it is claimed by the stream itself. */
  readonly claimsFirst: boolean;
  /** Whether a stream is likely to be looked at soon after it began, and remembered from then on. */
  readonly warm: boolean;
  /** The weight of what an event adds to the state, 1 for a small one. */
  weigh(event: AppendedEvent): number;
}

/** A fact of a stream, by the id its caller gave it. */
export interface Claimed {
  readonly hash: string;
  readonly position: number;
  readonly revision: number;
}

/** A stream as it is on disk up to `revision` (-1: it does not exist). Claims are those beside the stream itself. */
export interface Loaded<State> {
  readonly state: State;
  readonly revision: number;
  /** Of its last event; 0 where it has none. */
  readonly position: number;
  readonly claims: ReadonlyMap<string, Claimed>;
}

interface Entry<State> extends Loaded<State> {
  readonly weight: number;
  readonly fold: Fold<State>;
}

const NO_CLAIMS: ReadonlyMap<string, Claimed> = new Map();

/** The last states of many streams, bounded by weight. Holds only what is on disk, and never goes back to an older revision. */
export class StreamCache {
  private readonly entries: LRUCache<string, Entry<unknown>>;

  constructor(
    private readonly log: EventLog,
    maxWeight: number,
  ) {
    this.entries = new LRUCache({ maxSize: maxWeight, sizeCalculation: ({ weight }) => weight });
  }

  /** Nothing is remembered any more. */
  forget(): void {
    this.entries.clear();
  }

  /** The stream as remembered, otherwise as read. */
  load<State>(stream: string, fold: Fold<State>): Loaded<State> | Promise<Loaded<State>> {
    return this.remembered<State>(stream) ?? this.catchUp(stream, fold);
  }

  /** The stream as remembered, undefined where it is not. */
  remembered<State>(stream: string): Loaded<State> | undefined {
    return this.entries.get(stream) as Entry<State> | undefined;
  }

  /** The stream as it is on disk now: what is remembered, and what was added since. */
  async catchUp<State>(stream: string, fold: Fold<State>): Promise<Loaded<State>> {
    const known = this.entries.get(stream) as Entry<State> | undefined;
    const events = await this.log.readStream(stream, (known?.revision ?? -1) + 1);
    return this.add(stream, fold, events, known);
  }

  /** Takes over events that are on disk; those that do not follow what is remembered are ignored. */
  add<State>(stream: string, fold: Fold<State>, events: readonly AppendedEvent[], known?: Entry<State>): Loaded<State> {
    const before = this.entries.get(stream) as Entry<State> | undefined;
    let entry = before ??
      known ?? { fold, state: fold.initial, revision: -1, position: 0, claims: NO_CLAIMS, weight: 1 };
    for (const event of events) if (event.revision === entry.revision + 1) entry = follow(entry, event, fold);
    if (entry !== before && entry.revision >= 0) this.entries.set(stream, entry);
    return entry;
  }

  /**
   * Takes over an event met in the log where its stream is remembered, or begins with it. One that cannot be decoded is met again by who
   * reads the stream.
   * @param ofNew how a stream is folded that is worth remembering from its beginning; undefined where it is not
   */
  follow(event: AppendedEvent, ofNew: (stream: string) => Fold<unknown> | undefined): void {
    const fold = this.entries.peek(event.stream)?.fold ?? (event.revision === 0 ? ofNew(event.stream) : undefined);
    if (fold === undefined) return;
    try {
      this.add(event.stream, fold, [event]);
    } catch {
      this.entries.delete(event.stream);
    }
  }
}

function follow<State>(entry: Entry<State>, event: AppendedEvent, fold: Fold<State>): Entry<State> {
  const { claim, hash, position, revision } = event;
  fold.needDecodable(event);
  const state = fold.evolve(entry.state, event);
  const weight = entry.weight + fold.weigh(event);
  if (revision === 0 && !fold.claimsFirst) return { fold, state, revision, position, weight, claims: NO_CLAIMS };
  // Grown in place: copying it would make long streams quadratic, and what is in it is on disk whichever entry is looked at.
  const claims = entry.claims === NO_CLAIMS ? new Map<string, Claimed>() : (entry.claims as Map<string, Claimed>);
  claims.set(claim, { hash, position, revision });
  return { fold, state, revision, position, weight, claims };
}
