import type { Subject, Tools } from '@tallybook/plugin';
import { EARNING } from './earning.reaction.js';
import { pointsCommands } from './points.commands.js';
import { EVENTS } from './points.events.js';
import { METRICS, pointsFacts, SERIES } from './points.facts.js';
import { PRESETS } from './points.presets.js';
import { pointsReads } from './points.reads.js';
import { walletChannels } from './wallet.channel.js';

export const compatible = '^1';

/** Points of customers: earned with sales and otherwise, spent, and what stands on any day, by tier. */
export default (tools: Tools): Subject => ({
  name: 'loyalty',
  events: EVENTS,
  commands: pointsCommands(tools),
  series: [SERIES],
  facts: pointsFacts(tools),
  reads: pointsReads(tools),
  metrics: METRICS,
  reactions: [EARNING],
  presets: PRESETS,
  channels: walletChannels(tools),
  charts: {
    'loyalty.ladder': {
      called: { en: 'Ladder', zh: '阶梯' },
      module: import.meta.resolve('./ladder.chart.js'),
    },
  },
});
