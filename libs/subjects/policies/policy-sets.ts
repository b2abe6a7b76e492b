import { parseDay, type Calendar } from '#kernel/time/calendar.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { RecordedEvent } from '#kernel/event.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { Views } from '#kernel/ports/views.js';
import { unknownShape } from '#kernel/event-type.js';
import { POLICY_EVENTS, type PolicyEvent } from './policy.events.js';
import { journalId } from '#figures/journal/journal-documents.js';
import { DEFAULT_POLICIES, lifecyclePolicyOf, tierPolicyOf, type Dated, type Policies } from './policy.js';

/** The names answers carry of the policies they were made with: the id published last, `default` before any. */
export interface Definitions {
  readonly lifecycle: string;
  readonly tiers: string;
}

/** The policies known from one publication to the next. */
export interface PolicySet {
  /** Of the publication that made it; 0 for the default. */
  readonly position: number;
  /** When that was recorded, and on which business day; since ever for the default. */
  readonly recordedAt: string;
  readonly recorded: number;
  readonly policies: Policies;
  readonly definitions: Definitions;
}

export const DEFAULT_SET: PolicySet = {
  position: 0,
  recordedAt: '',
  recorded: -Infinity,
  policies: DEFAULT_POLICIES,
  definitions: { lifecycle: 'default', tiers: 'default' },
};

/** What of an event of the stream is needed. */
export type Publication = Pick<RecordedEvent, 'position' | 'recordedAt' | 'type' | 'schema' | 'data'>;

/** The set that a publication turns another one into. */
function published(before: PolicySet, recorded: Publication, calendar: Calendar): PolicySet {
  const { type, data } = recorded as Publication & PolicyEvent;
  const { position, recordedAt } = recorded;
  const from = parseDay(data.effectiveFrom) as number;
  const { policies, definitions } = before;
  const stamp = { position, recordedAt, recorded: calendar.dayOf(recordedAt) };
  switch (type) {
    case 'LifecyclePolicyPublished':
      return {
        ...stamp,
        policies: {
          ...policies,
          lifecycle: withPolicy(policies.lifecycle, { from, policy: lifecyclePolicyOf(data.policy) }),
        },
        definitions: { ...definitions, lifecycle: data.id },
      };
    case 'TierPolicyPublished':
      return {
        ...stamp,
        policies: { ...policies, tiers: withPolicy(policies.tiers, { from, policy: tierPolicyOf(data.policy) }) },
        definitions: { ...definitions, tiers: data.id },
      };
  }
}

/** Days from its date on follow it, up to the date of the next; one of the same date takes the place of the earlier one. */
export function withPolicy<Policy>(list: readonly Dated<Policy>[], added: Dated<Policy>): readonly Dated<Policy>[] {
  return [...list.filter(({ from }) => from !== added.from), added].sort((a, b) => a.from - b.from);
}

/** The last set that was published by a time, according to `isKnown`. */
export function setKnown(sets: readonly PolicySet[], isKnown: (set: PolicySet) => boolean): PolicySet {
  return sets.findLast((set) => set.position === 0 || isKnown(set)) ?? DEFAULT_SET;
}

/** The sets before the one of a position that a question about the past can reach: those that were the newest at the end of a day. */
export function reachableBefore(position: number, sets: readonly PolicySet[]): readonly PolicySet[] {
  return sets.filter((set, i) => set.position < position && sets[i + 1]?.recorded !== set.recorded);
}

/** The last position at which a set was the newest. */
export function endOf(set: PolicySet, sets: readonly PolicySet[]): number {
  return (sets.find(({ position }) => position > set.position)?.position ?? Infinity) - 1;
}

/** Permanent: the stream of all publications. */
const STREAM = 'policies';

/** The sets a log's publications make, in their order, the default one first; `known` are those found before. */
export async function readPolicySets(
  log: Pick<EventLog, 'readStream'>,
  calendar: Calendar,
  known: readonly PolicySet[] = [DEFAULT_SET],
): Promise<readonly PolicySet[]> {
  // At least so many events of the stream are known; more where others wrote there.
  return withPublications(known, await log.readStream(STREAM, known.length - 1), calendar);
}

/** The same of what read models cover, from their journal: questions never touch the log. */
export async function policySetsIn(
  views: Pick<Views, 'find'>,
  calendar: Calendar,
  known: readonly PolicySet[] = [DEFAULT_SET],
): Promise<readonly PolicySet[]> {
  const after = journalId(known.at(-1)?.position ?? 0);
  const events: Publication[] = [];
  for await (const { body } of findAll(views, 'journal', { where: { stream: STREAM }, after }))
    events.push(body as object as Publication);
  return withPublications(known, events, calendar);
}

function withPublications(
  known: readonly PolicySet[],
  events: readonly Publication[],
  calendar: Calendar,
): readonly PolicySet[] {
  const sets = [...known];
  for (const event of events) {
    const before = sets.at(-1) ?? DEFAULT_SET;
    if (event.position > before.position && isPublication(event)) sets.push(published(before, event, calendar));
  }
  return sets;
}

/** What somebody else wrote into the stream, or a newer release did, is parked like any event that cannot be decoded: no figure has it. */
function isPublication({ type, schema }: Publication): boolean {
  return unknownShape(POLICY_EVENTS, type, schema) === undefined;
}
