import type { Aggregate, Told } from '#engine/record/handle.js';
import type { AppendedEvent } from '#engine/record/stream-cache.js';
import type { Decider } from '#kernel/decider.js';
import type { NewEvent, RecordedEvent } from '#kernel/event.js';
import { unknownShape, type EventTypes } from '#kernel/event-type.js';
import { Problem } from '#kernel/problem.js';
import { plainHashOf } from './command.js';
import { differingFields, originalOf, type Said } from './differences.js';

export interface AggregateParts<State, Command, Event extends NewEvent> {
  readonly decider: Decider<State, Command, Event>;
  /** Of the events its streams hold. */
  readonly events: EventTypes;
  /** The command an event was, as the caller said it. */
  readonly said: (event: Event) => Said;
  /** Whether a stream is likely to be looked at soon after it began. */
  readonly warm?: boolean;
  /** Whether the first event is one fact among others, and claims its id like them. */
  readonly claimsFirst?: boolean;
  /** What a receipt says of the thing beside its place, see `Aggregate.told`. */
  readonly told?: (before: State, after: State) => Told;
  /** What an event claims by its place in its stream, see `Aggregate.placed`; the id that its caller gave it where absent. */
  readonly placed?: (event: Event) => string;
}

/** A decider with streams of its own. @param prefix permanent: changing it orphans every stored stream of its kind */
export function aggregate<State, Command, Event extends NewEvent>(
  prefix: string,
  { decider, events, said, warm = false, claimsFirst = false, told, placed }: AggregateParts<State, Command, Event>,
): Aggregate<State, Command> {
  return {
    prefix,
    warm,
    claimsFirst,
    told,
    placed: placed && ((event) => placed(event as NewEvent & Event)),
    initial: decider.initial,
    decide: (command, state) => decider.decide(command, state),
    // A stream holds the events of its own decider only.
    evolve: (state, event) => decider.evolve(state, event as NewEvent & Event),
    needDecodable: (event) => needDecodable(event, events),
    weigh: ({ data }) => (Array.isArray(data['lines']) ? data['lines'].length : 1),
    differing: (content, recorded) => differingFields(content, said(recorded as RecordedEvent & Event), recorded.hash),
    plainHash: (recorded) => plainHashOf(originalOf(said(recorded as RecordedEvent & Event), recorded.hash)),
  };
}

/** @throws Problem `undecodable-event` naming the event and its stream */
function needDecodable({ type, schema, stream, position }: AppendedEvent, events: EventTypes): void {
  const reason = unknownShape(events, type, schema);
  if (reason === undefined) return;
  throw new Problem(
    'undecodable-event',
    `the event ${type} at position ${String(position)} (${stream}) cannot be decoded: ${reason}. Facts of ${stream} need a release that can; if somebody else wrote it there, use another id`,
  );
}
