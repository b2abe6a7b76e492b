import type { Moment } from '#kernel/time/moment.js';
import { formatDay, type Calendar } from '#kernel/time/calendar.js';
import { hadHappened } from '#kernel/time/moment.js';
import type { Dated, Policies } from '../../policies/policy.js';
import type { Definitions, PolicySet } from '../../policies/policy-sets.js';
import type { CustomerWhy } from './why.answers.js';

type Kind = keyof Policies;

interface Known {
  readonly knownAt: Moment | undefined;
  readonly calendar: Calendar;
  /** What is looked at was made with: one that is published is in the journal before there are read models of it. */
  readonly definitions: Definitions;
}

/** The publication whose policy holds on a day, of those that were known. @param sets all of them, in their order */
export function versionOn(
  kind: Kind,
  day: number,
  sets: readonly PolicySet[],
  { knownAt, calendar, definitions: made }: Known,
): CustomerWhy['tier']['policy'] {
  const last = sets.findLastIndex(
    ({ definitions: { lifecycle, tiers } }) => lifecycle === made.lifecycle && tiers === made.tiers,
  );
  const known = (last < 0 ? sets : sets.slice(0, last + 1)).filter(
    ({ position, recordedAt }) => position === 0 || knownAt === undefined || hadHappened(recordedAt, knownAt, calendar),
  );
  const ids = new Map<number, string>();
  for (const [i, { policies, definitions }] of known.entries()) {
    const before: readonly Dated<unknown>[] = known[i - 1]?.policies[kind] ?? [];
    const added = policies[kind].find((one) => !before.includes(one));
    if (i > 0 && added !== undefined) ids.set(added.from, definitions[kind]);
  }
  const from = known.at(-1)?.policies[kind].findLast((one) => one.from <= day)?.from ?? -Infinity;
  return { id: ids.get(from) ?? null, effectiveFrom: from === -Infinity ? null : formatDay(from) };
}
