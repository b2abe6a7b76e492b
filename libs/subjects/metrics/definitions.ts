import type { MetricDefinition, MetricDefinitions } from '#figures/custom/metric-definition.js';
import type { ViewStore } from '#kernel/ports/views.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Moment } from '#kernel/time/moment.js';
import { Things } from '../named.reads.js';
import { METRIC_NAMES } from './metric.names.js';

/** What a metric is holds for all days, as soon as it is recorded. */
const FOR_EVER: Moment = { day: Infinity };

/** The metrics that callers had defined by a time, all that are recorded where none is named; without those retired by then. */
export async function definitionsKnown(
  on: { readonly views: ViewStore; readonly calendar: Calendar },
  knownAt: Moment | undefined,
): Promise<MetricDefinitions> {
  const found = new Map<string, MetricDefinition>();
  const things = new Things(METRIC_NAMES);
  for await (const { id, version, content } of things.all({ asOf: FOR_EVER, knownAt }, undefined, on))
    found.set(id, { ...(content as object as Omit<MetricDefinition, 'name' | 'version'>), name: id, version });
  return found;
}
