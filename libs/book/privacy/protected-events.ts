import { isSealed, sealed } from '#engine/personal/sealed-personal.js';
import { ownerOfPersonal } from '#figures/journal/journal-documents.js';
import { contentHash } from '#kernel/canonical.js';
import type { Json, RecordedEvent } from '#kernel/event.js';
import type { Keyring } from '#kernel/ports/keyring.js';
import { PERSONAL_STREAMS } from '#subjects/tables.js';

/**
 * The same events as they would have been recorded in a book that seals what is personal: each in its place, with its id and its times; what is of a person
 * sealed with the key of its owner, and its hash of the rest only, so that nobody who guesses finds out by it.
 */
export async function* protectedEvents(
  events: AsyncIterable<readonly RecordedEvent[]>,
  keys: Pick<Keyring, 'make'>,
): AsyncIterable<readonly RecordedEvent[]> {
  for await (const page of events) yield await Promise.all(page.map((event) => protectedEvent(event, keys)));
}

/** Whether something personal stands in an event in clear. */
export function isOpen({ data: { personal } }: Pick<RecordedEvent, 'data'>): boolean {
  return personal !== undefined && personal !== null && !isSealed(personal);
}

async function protectedEvent(event: RecordedEvent, keys: Pick<Keyring, 'make'>): Promise<RecordedEvent> {
  if (!isOpen(event)) return event;
  const { hash, data } = event;
  const key = await keys.make(ownerOfPersonal(event.stream, event));
  const personal = sealed({ personal: data['personal'] as Json, hash }, event, key);
  return { ...event, hash: plainHashOf(event), data: { ...data, personal } };
}

/** Of what no subject of ours has said it is of what is left. */
function plainHashOf(event: RecordedEvent): string {
  const { personal: _, ...rest } = event.data;
  const found = PERSONAL_STREAMS.find(({ prefix }) => event.stream.startsWith(prefix));
  return found === undefined ? contentHash({ type: event.type, ...rest }) : found.plainHash(event);
}
