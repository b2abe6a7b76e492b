import type { ResolvedEvent } from '@eventstore/db-client';
import type { Reader } from './reader.js';

/** Events first asked for: most streams have no more, or no more that are new. */
const FEW = 16;
const PAGE = 500;

/**
 * The events of a stream from a revision on, in order. Read from its end: an answer that was cut short then shows, since the events follow
 * one another without a gap, so that one read is enough for most streams.
 */
export async function eventsFrom(
  reader: Pick<Reader, 'latestOf'>,
  stream: string,
  fromRevision: number,
): Promise<readonly ResolvedEvent[]> {
  const found: ResolvedEvent[] = [];
  for (let before: number | undefined; before === undefined || before > fromRevision;) {
    const page: readonly ResolvedEvent[] = await reader.latestOf(stream, before === undefined ? FEW : PAGE, before);
    const oldest = page.at(-1)?.event;
    if (oldest === undefined) return [];
    found.push(...page);
    before = Number(oldest.revision);
  }
  return found.filter(({ event }) => Number(event?.revision) >= fromRevision).reverse();
}
