import type { Json } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import type { Desk } from '#ledger/command-type.js';
import type { CommandTypes } from '#ledger/ledger.js';
import { thingsOf } from '#ledger/named/named.commands.js';
import { namedTypes } from '#ledger/named/named.events.js';
import { refOf, type CloudEvent } from '#subjects/cloud-events/cloud-event.js';
import type { MappingSaid } from '#subjects/mappings/mapping.input.js';
import { mappingOf, type MappedFact } from '#subjects/mappings/mapping.js';
import { factNamed } from '../fact-types.js';

/** Before the type of a fact, where an event is one as it stands. Permanent. */
const OURS = 'tallybook.';
/** Where facts say when they happened: an event that knows says it in their place. */
const TIMES = ['occurredAt', 'registeredAt', 'effectiveAt', 'openedAt', 'at'] as const;

const MAPPINGS = thingsOf({ name: 'mapping', types: namedTypes('Mapping') });

/** A version of a mapping. */
export interface MappingRef {
  readonly id: string;
  readonly version: number;
}

/** The fact that an event is, as it is sent to `/v1/bulk`, and the mapping that says so where one is needed. */
export interface FactOf extends MappedFact {
  readonly data: { readonly [field: string]: Json } & { readonly id: string };
  readonly mapping?: MappingRef;
}

export interface FactsKnown {
  readonly commands: CommandTypes;
  /** What a version of a mapping said. */
  readonly mappingAt: (mapping: MappingRef) => Promise<MappingSaid | undefined>;
}

/**
 * The fact that an event is: by the version of the mapping that it was taken by before, otherwise by the one there is.
 * @throws Problem where it is none, saying why
 */
export async function factOf(
  event: CloudEvent,
  { commands, mappingAt }: FactsKnown,
  { handler }: Desk,
  before?: MappingRef,
): Promise<FactOf> {
  if (event.type.startsWith(OURS))
    return completed(event, { type: event.type.slice(OURS.length), data: fieldsOf(event.data) }, commands);
  const { version, content } = await handler.stateOf(MAPPINGS, event.type);
  const said = before === undefined || before.version === version ? content : await mappingAt(before);
  if (said === undefined)
    throw new Problem(
      'not-found',
      `no mapping says what ${event.type} is: PUT /v1/mappings/${encodeURIComponent(event.type)}`,
    );
  const seen = { event: event.attributes, data: event.data ?? null };
  const fact = completed(event, mappingOf(said as object as MappingSaid).factOf(seen), commands);
  return { ...fact, mapping: before ?? { id: event.type, version } };
}

/** With what the event says and its data do not. @throws Problem for a type that is no fact, and for another emitter */
function completed(event: CloudEvent, { type, data }: MappedFact, commands: CommandTypes): FactOf {
  const fields = factNamed(commands, type, 'type').input.schema.properties;
  const { emitter, id = refOf(event) } = data;
  if (emitter !== undefined && emitter !== event.source)
    throw new Problem('invalid-request', 'emitter is the source of the event: leave it out of data');
  if (typeof id !== 'string') throw new Problem('invalid-request', 'id must be text');
  const when = TIMES.find((name) => Object.hasOwn(fields, name));
  const time = when === undefined || event.time === undefined ? {} : { [when]: event.time };
  return { type, data: { ...time, ...data, id, emitter: event.source } };
}

function fieldsOf(data: Json | undefined): { readonly [field: string]: Json } {
  if (typeof data === 'object' && data !== null && !Array.isArray(data))
    return data as { readonly [field: string]: Json };
  throw new Problem('invalid-request', 'data must be an object: the fact');
}
