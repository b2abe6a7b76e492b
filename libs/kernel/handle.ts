import { LRUCache } from 'lru-cache';
import { v7 as uuidv7 } from 'uuid';
import type { Decider } from './decider.js';
import type { Envelope, Json, NewEvent, PendingEvent, RecordedEvent } from './event.js';
import type { Appended, EventLog, ExpectedRevision } from './event-log.port.js';
import { Problem } from './problem.js';

/** What a caller claims under an id: the same id with the same hash is a repetition, with another one a conflict. */
export interface Claim {
  readonly id: string;
  readonly hash: string;
  /** The caller's content, normalized: by it a conflict names the fields that differ. */
  readonly content: { readonly [field: string]: Json };
  readonly envelope: Envelope;
}

export interface Receipt {
  readonly id: string;
  readonly position: number;
  readonly duplicate: boolean;
}

/** A decider and what its streams are called; `differing` names the fields of a claim that do not agree with a recorded event. */
export interface Aggregate<State, Command> extends Decider<State, Command, NewEvent, RecordedEvent> {
  readonly prefix: string;
  differing(content: Claim['content'], recorded: RecordedEvent): readonly string[];
}

interface Entry<State> {
  readonly state: State;
  readonly revision: ExpectedRevision;
  readonly claims: ReadonlyMap<string, RecordedEvent>;
}

const REMEMBERED_STREAMS = 50_000;
/** Decisions made again after somebody else was first, and appends repeated after a fault of unknown outcome. */
const ATTEMPTS = 5;

/** Loads streams, decides, appends: the one way into the log. Remembers the last states of many streams, only ever what is on disk. */
export class CommandHandler {
  private readonly entries = new LRUCache<string, Entry<unknown>>({ max: REMEMBERED_STREAMS });

  constructor(private readonly log: EventLog) {}

  /** The state of a stream; the initial one if it does not exist. */
  async stateOf<State, Command>(aggregate: Aggregate<State, Command>, id: string): Promise<State> {
    return (await this.load(aggregate, aggregate.prefix + id)).state;
  }

  /**
   * Decides and appends; answers when the fact is on disk.
   * @param fresh whether the command begins its stream: then the claim is the append itself, without looking first
   * @throws Problem of the decider, `id-conflict`, or `contended` after a few lost races
   */
  async handle<State, Command>(
    aggregate: Aggregate<State, Command>,
    id: string,
    command: Command,
    claim: Claim,
    fresh: boolean,
  ): Promise<Receipt> {
    const stream = aggregate.prefix + id;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const entry = fresh && attempt === 0 ? this.remembered(aggregate, stream) : await this.load(aggregate, stream);
      const claimed = entry.claims.get(claim.id);
      if (claimed !== undefined) return repeated(aggregate, claim, claimed);
      const decided = aggregate.decide(command, entry.state);
      const events = decided.map((event) => ({
        ...event,
        id: uuidv7(),
        claim: claim.id,
        hash: claim.hash,
        envelope: claim.envelope,
      }));
      const appended = await this.append(stream, entry.revision, events);
      if (appended.outcome === 'appended') {
        this.remember(aggregate, stream, entry, events, appended);
        return { id: claim.id, position: appended.position, duplicate: false };
      }
      this.entries.delete(stream);
    }
    throw new Problem('contended', `others keep changing ${stream}: send the same request again`);
  }

  private remembered<State, Command>(aggregate: Aggregate<State, Command>, stream: string): Entry<State> {
    const known = this.entries.get(stream) as Entry<State> | undefined;
    return known ?? { state: aggregate.initial, revision: 'none', claims: new Map() };
  }

  private async load<State, Command>(aggregate: Aggregate<State, Command>, stream: string): Promise<Entry<State>> {
    const known = this.entries.get(stream) as Entry<State> | undefined;
    if (known !== undefined) return known;
    const events = await this.log.readStream(stream);
    let { state } = this.remembered(aggregate, stream);
    for (const event of events) state = aggregate.evolve(state, event);
    const entry = { state, revision: events.at(-1)?.revision ?? ('none' as const), claims: claimsOf(events) };
    if (events.length > 0) this.entries.set(stream, entry);
    return entry;
  }

  /** After a fault the outcome is unknown: the same ids at the same revision answer as the first time if it was stored. */
  private async append(stream: string, expected: ExpectedRevision, events: readonly PendingEvent[]): Promise<Appended> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.log.append(stream, expected, events);
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  private remember<State, Command>(
    aggregate: Aggregate<State, Command>,
    stream: string,
    before: Entry<State>,
    events: readonly PendingEvent[],
    { position, revision, recordedAt }: Appended & { outcome: 'appended' },
  ): void {
    // A newer entry may have been loaded meanwhile.
    const current = this.entries.get(stream);
    if (current !== undefined && current !== before) return;
    const offset = events.length - 1;
    const recorded = events.map((event, i): RecordedEvent => {
      return { ...event, stream, recordedAt, position: position - offset + i, revision: revision - offset + i };
    });
    const state = recorded.reduce((sum, event) => aggregate.evolve(sum, event), before.state);
    this.entries.set(stream, { state, revision, claims: new Map([...before.claims, ...claimsOf(recorded)]) });
  }
}

function claimsOf(events: readonly RecordedEvent[]): ReadonlyMap<string, RecordedEvent> {
  return new Map(events.map((event) => [event.claim, event]));
}

function repeated<State, Command>(aggregate: Aggregate<State, Command>, claim: Claim, first: RecordedEvent): Receipt {
  if (first.hash === claim.hash) return { id: claim.id, position: first.position, duplicate: true };
  const fields = aggregate.differing(claim.content, first);
  throw new Problem(
    'id-conflict',
    `the id ${claim.id} was recorded before with other content (${fields.join(', ')}): use a new id for a new fact`,
    fields.map((field) => ({ field, detail: 'differs from what was recorded under this id' })),
  );
}
