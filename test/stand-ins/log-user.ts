import { setTimeout as sleep } from 'node:timers/promises';
import { nextEventId } from '#kernel/event-ids.js';
import type { Appended, EventLog } from '#kernel/ports/event-log.js';
import type { PendingEvent } from '#kernel/event.js';
import { TookTooLong } from '#kernel/with-timeout.js';

/** An event as the ledger would make one, of no meaning. */
export function anEvent(data: PendingEvent['data'] = {}): PendingEvent {
  const about = { type: 'Tested', schema: 1, occurredAt: '2024-01-01T00:00:00.000Z', key: 'k', hash: '', envelope: {} };
  const id = nextEventId();
  return { ...about, id, claim: id, data };
}

/** As the command handler does it, only longer: the same ids at the same revision until there is an answer. */
export async function appended(log: EventLog, stream: string, event: PendingEvent): Promise<Appended> {
  for (;;) {
    try {
      return await log.append(stream, 'none', [event]);
    } catch {
      await sleep(20);
    }
  }
}

/** The same question until it is answered in time: on a busy machine an impatient log may give up a server that answers. */
export async function answered<Value>(ask: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof TookTooLong)) throw error;
    }
  }
}

/** Waits for a condition, so many milliseconds at most. @throws naming what did not come about */
export async function until(what: string, ms: number, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${String(ms)} ms`);
    await sleep(5);
  }
}
