import { nextEventId } from '#kernel/event-ids.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { RestoreSource } from '#log-eventstoredb/restored/restorer.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { anEvent } from '../stand-ins/log-user.js';

export interface Elsewhere {
  readonly events: readonly RecordedEvent[];
  readonly source: RestoreSource;
}

/** Between two positions of the log elsewhere, as in a server where each takes as many bytes as it has. */
const APART = 1_009;

/** A log that was recorded elsewhere years ago, with positions that are far apart: single events and streams that went on. */
export async function recordedElsewhere(appends: number): Promise<Elsewhere> {
  let now = Date.parse('2021-03-01T12:00:00Z');
  const log = new MemoryEventLog(() => new Date((now += 1_000)));
  await log.append('book', 'none', [anEvent()]);
  for (let i = 0; i < appends; i++) {
    const going = `customer-${String(i % 7)}`;
    const revision = (await log.readStream(going)).at(-1)?.revision;
    await log.append(
      going,
      revision ?? 'none',
      i % 5 === 0 ? [anEvent({ i }), anEvent()] : [anEvent({ i: String(i) })],
    );
    await log.append(`sale-${String(i)}`, 'none', [anEvent({ text: 'ä€😀', deep: { list: [1, null] } })]);
  }
  const recorded = await log.readAll(0, Number.MAX_SAFE_INTEGER);
  const events = recorded.map((event) => ({ ...event, position: event.position * APART }));
  return { events, source: sourceOf(events) };
}

/** Some events as a restore is given them. */
export function sourceOf(events: readonly RecordedEvent[]): RestoreSource {
  return {
    digest: nextEventId(),
    position: events.at(-1)?.position ?? 0,
    events: async function* () {
      for (let i = 0; i < events.length; i += 300) yield events.slice(i, i + 300);
    },
  };
}
