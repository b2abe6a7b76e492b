import type { EventStoreDBClient } from '@eventstore/db-client';
import { within } from '#kernel/within.js';

/** Calls that never end must not keep whoever lets go of a connection: it is waited for so many milliseconds at most. */
export async function letGo(client: EventStoreDBClient, ms: number): Promise<void> {
  await within(ms, 'the end of the connection', client.dispose()).catch(() => undefined);
}

/** As above, and closes the channel, which the driver keeps open: for connections that are many over the life of a process. */
export async function hangUp(client: EventStoreDBClient, ms: number): Promise<void> {
  await letGo(client, ms);
  const close = async (): Promise<void> => (await client['getChannel']()).close();
  await within(ms, 'the channel', close()).catch(() => undefined);
}
