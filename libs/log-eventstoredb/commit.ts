import type { ResolvedEvent } from '@eventstore/db-client';

/** An event's place among all that the server holds. */
export function commitOf({ event }: ResolvedEvent): number {
  if (event?.position === undefined) throw new Error('the log gave back an event without a place');
  return Number(event.position.commit);
}
