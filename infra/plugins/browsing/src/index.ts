import type { Facts, Subject, Tools } from '@tallybook/plugin';
import { browsingCommands } from './browsing.commands.js';
import { EVENTS } from './browsing.events.js';
import { browsingFacts, COLLECTIONS, SERIES } from './browsing.facts.js';
import { DIMENSIONS, METRICS } from './browsing.metrics.js';
import { firstViewsRead } from './first-views.reads.js';

export const compatible = '^1';

/** What pages were looked at, by customers and by visitors nobody knows yet. */
export default (tools: Tools): Subject => ({
  name: 'browsing',
  events: EVENTS,
  commands: browsingCommands(tools),
  series: [SERIES],
  collections: COLLECTIONS,
  facts: browsingFacts as Facts,
  reads: firstViewsRead(tools),
  metrics: METRICS,
  dimensions: DIMENSIONS,
});
