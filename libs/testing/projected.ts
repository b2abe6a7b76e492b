import { DEFAULT_POLICIES, lifecyclePolicyOf, type Policies } from '#subjects/policies/policy.js';
import { createProjection } from '#book/projecting/projection.js';
import type { AnswerContext } from '#figures/answer.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { Calendar } from '#kernel/time/calendar.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { ViewStore } from '#kernel/ports/views.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { DAYS, FIRST_DAY } from './random-book.js';

export const UTC = new Calendar('UTC', 1);

/** A policy under which a random book moves its customers often. */
export const STRICT: Policies = {
  ...DEFAULT_POLICIES,
  lifecycle: [
    { from: -Infinity, policy: { churnAfterDays: 20, atRiskAfterDays: 10, newForDays: 5, reactivatedForDays: 5 } },
  ],
};

/** The same, with other days of some customers, and days of grace. */
export const BY_SEGMENT: Policies = {
  ...STRICT,
  lifecycle: [
    {
      from: -Infinity,
      policy: lifecyclePolicyOf({
        ...{ churnAfterDays: 20, atRiskAfterDays: 10, newForDays: 5, reactivatedForDays: 5 },
        for: [
          { where: { segment: ['b2b'] }, churnAfterDays: 45, atRiskAfterDays: 25 },
          { where: { region: ['south', ''], source: ['fair'] }, churnAfterDays: 12, reactivatedForDays: 30 },
        ],
        graceDays: 3,
      }),
    },
  ],
};

/** What a question to a random book is answered with, all its days over. */
export const CONTEXT: AnswerContext = {
  today: FIRST_DAY + 4 * DAYS,
  fiscalStart: 1,
  currency: 'USD',
  catalogue: CATALOGUE,
  definitions: { lifecycle: '', tiers: '' },
};

/** The read models of events, one batch each. */
export async function projected(events: readonly RecordedEvent[], policies = DEFAULT_POLICIES): Promise<MemoryViews> {
  const views = new MemoryViews(VIEW_SCHEMA);
  await project(events, views, policies);
  return views;
}

/** Goes on with later events on read models that cover everything before them. */
export async function project(
  events: readonly RecordedEvent[],
  views: ViewStore,
  policies = DEFAULT_POLICIES,
): Promise<void> {
  const projection = createProjection(UTC, policies);
  let from = await views.checkpoint(0);
  for (const event of events) {
    const changes = await projection.project([projection.decode(event)], views);
    await views.apply({ shard: 0, from, to: event.position, ...changes });
    from = event.position;
  }
}
