import type { RecordedEvent } from '../event.js';
import type { EventLog } from './event-log.js';

/** Events at a time. */
const PAGE = 1_000;

/** Every event of a log in its order, page by page, to where it ends when that is reached. */
export async function* allEvents(log: Pick<EventLog, 'readAll'>): AsyncIterable<readonly RecordedEvent[]> {
  for (let after = 0; ;) {
    const page = await log.readAll(after, PAGE);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < PAGE) return;
    after = last.position;
  }
}
