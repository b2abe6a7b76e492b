import type { JournalEvent } from '#client/index.js';
import { server } from '../asking/server.js';
import { useAnswer, type Asked } from '../asking/use-answer.js';

const PAGE = 1_000;

/** All events of a type, the latest first: of settings there are few. */
export function useLatest(type: string): Asked<readonly JournalEvent[]> {
  return useAnswer(type, async (signal) => {
    const events: JournalEvent[] = [];
    let after: string | null = '0';
    while (after !== null) {
      const page: Awaited<ReturnType<typeof server.listEvents>> = await server.listEvents(
        { type, limit: PAGE, after },
        { signal },
      );
      events.push(...page.events);
      after = page.next;
    }
    return events.reverse();
  });
}
