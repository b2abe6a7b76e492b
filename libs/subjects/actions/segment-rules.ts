import { readWholeJournal } from '#figures/journal/journal.js';
import { namedEvents, type NamedEvent } from '#ledger/named/named.events.js';
import { SegmentRule } from '../segments/segment-rule.js';
import { SEGMENT_TYPES } from '../segments/segment-types.js';
import type { ReadOn } from '../read.js';

const EVENTS = namedEvents(SEGMENT_TYPES);

/** What a segment was before an instant (RFC 3339 in UTC), or a position; undefined where it was not there. */
export type RuleBefore = (before: string | { readonly position: number }) => SegmentRule | undefined;

export async function rulesOf(segment: string, { views }: Pick<ReadOn, 'views'>): Promise<RuleBefore> {
  const journal = await readWholeJournal(views, { stream: `segment-${segment}` });
  const versions = journal
    .filter(({ type }) => Object.hasOwn(EVENTS, type))
    .map(({ type, data, recordedAt, position }) => ({
      recordedAt,
      position: Number(position),
      rule: type === SEGMENT_TYPES.retired ? undefined : new SegmentRule(textOf(data as NamedEvent['data'])),
    }));
  return (before) =>
    versions.findLast(({ recordedAt, position }) =>
      typeof before === 'string' ? recordedAt < before : position < before.position,
    )?.rule;
}

function textOf({ content }: NamedEvent['data']): string {
  const { rule } = content as { readonly rule: string };
  return rule;
}
