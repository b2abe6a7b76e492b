import type { EventStoreDBClient } from '@eventstore/db-client';
import { within } from '#kernel/within.js';

/** Calls that never end must not keep whoever lets go of a connection: it is waited for so many milliseconds at most. */
export async function letGo(client: EventStoreDBClient, ms: number): Promise<void> {
  await within(ms, 'the end of the connection', client.dispose()).catch(() => undefined);
}
