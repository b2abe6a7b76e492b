import type { SegmentRule } from '../../segments/segment-rule.js';
import type { EveningTrigger } from './evening-trigger.js';

type Side = 'in' | 'out';

/** A customer is in a segment and was not the evening before, or the other way round. */
export function membershipOf(way: 'enters' | 'leaves', segment: string, rule: SegmentRule): EveningTrigger {
  const meant: Side = way === 'enters' ? 'in' : 'out';
  return {
    rule,
    read: ({ on }) => (on === undefined ? [] : ([rule.holds(on) ? 'in' : 'out'] satisfies Side[])),
    // Who was not there was in no segment, and so leaves none.
    isOccasion: (now, before) => now === meant && !before.includes(now) && (meant === 'in' || before.includes('in')),
    nameOf: (_now, evening) => `${way}:${segment}@${evening}`,
  };
}

/** A customer is in a segment, whatever was before. @param name what the occasion is called */
export function membersOf(name: string, rule: SegmentRule): EveningTrigger {
  return {
    rule,
    read: ({ on }) => (on !== undefined && rule.holds(on) ? ['in'] : []),
    alone: true,
    isOccasion: () => true,
    nameOf: () => name,
  };
}
