import type { EventLog } from '#kernel/ports/event-log.js';
import type { NamedEvent } from '#ledger/named/named.events.js';
import type { MappingSaid } from '#subjects/mappings/mapping.input.js';
import type { MappingRef } from './fact-of-event.js';

/** What a version of a mapping said: the versions of a thing are the revisions of its stream, from 1. Undefined where there is none. */
export async function mappingIn(
  log: Pick<EventLog, 'readStream'>,
  { id, version }: MappingRef,
): Promise<MappingSaid | undefined> {
  const events = await log.readStream(`mapping-${id}`, version - 1);
  const data = events[0]?.data as NamedEvent['data'] | undefined;
  return data?.version === version ? (data.content as object as MappingSaid) : undefined;
}
