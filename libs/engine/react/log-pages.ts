import { LRUCache } from 'lru-cache';
import type { RecordedEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';

/** Events at a time. */
const PAGE = 1_000;
/** Pages kept for the next who follows the same stretch. */
const KEPT = 4;

/** The log as several read it that are at about the same place: each page is read once. */
export class LogPages {
  private readonly pages = new LRUCache<string, Promise<readonly RecordedEvent[]>>({ max: KEPT });

  constructor(private readonly log: Pick<EventLog, 'readAll'>) {}

  /** The next events after a position, up to another. */
  between(after: number, upTo: number): Promise<readonly RecordedEvent[]> {
    const place = `${String(after)}-${String(upTo)}`;
    const known = this.pages.get(place);
    if (known !== undefined) return known;
    const page = this.read(after, upTo);
    this.pages.set(place, page);
    // The next who asks may have more luck.
    page.catch(() => this.pages.delete(place));
    return page;
  }

  private async read(after: number, upTo: number): Promise<readonly RecordedEvent[]> {
    const page = await this.log.readAll(after, PAGE);
    return page.filter(({ position }) => position <= upTo);
  }
}
