import { JOURNAL } from '#figures/journal/journal-documents.js';
import type { ViewStore } from '#kernel/ports/views.js';
import type { ChainStopped } from './chain.events.js';

const PAGE = 100;

interface Recorded {
  readonly recordedAt: string;
  readonly data: ChainStopped['data'];
}

/** How many chains were stopped since an instant (RFC 3339 in UTC), by the automation they were stopped at. The newest first, so that what is older is not read. */
export async function stoppedSince(
  since: string,
  views: Pick<ViewStore, 'find'>,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const type: ChainStopped['type'] = 'ChainStopped';
  for (let after: string | undefined; ;) {
    const asked = { where: { type }, descending: true, limit: PAGE, ...(after !== undefined && { after }) };
    const page = await views.find(JOURNAL, asked);
    for (const { body } of page) {
      const { recordedAt, data } = body as object as Recorded;
      if (recordedAt < since) return counts;
      counts.set(data.automation, (counts.get(data.automation) ?? 0) + 1);
    }
    after = page.at(-1)?.id;
    if (page.length < PAGE) return counts;
  }
}
