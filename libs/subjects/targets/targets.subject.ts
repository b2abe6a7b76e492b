import { adds } from '#ledger/command-type.js';
import { needMeaning } from '#ledger/content-rules.js';
import { madeByCallers } from '../made-by-callers.js';
import type { Subject } from '../subject.js';
import { needTargetable } from './target.rule.js';
import { targetFacts } from './target.facts.js';
import { TARGET_EVENTS } from './target.events.js';
import { TARGET_METRICS } from './target.metrics.js';
import { SETTING, TARGETS } from './targets.commands.js';

/** What figures are to reach. */
export const TARGETS_SUBJECT: Subject = {
  name: 'targets',
  events: TARGET_EVENTS,
  commands: {
    SetTarget: adds(TARGETS, {
      input: SETTING,
      looksAt: madeByCallers,
      scope: 'policy',
      complete: async (asked, { rules }) => {
        await needMeaning(rules, 'target', asked.target, asked.target.id);
        return asked;
      },
      route: { method: 'POST', path: 'targets' },
      example: {
        summary: 'Set a target',
        body: {
          id: 't-1',
          metric: 'revenue.net',
          from: '2024-01-01',
          to: '2024-12-31',
          value: '12000',
          where: { region: ['south'] },
        },
      },
    }),
  },
  collections: [
    /** One per target, as it was set. */
    { name: 'targets', fields: ['metric'] },
  ],
  facts: targetFacts,
  rules: { target: needTargetable },
  metrics: TARGET_METRICS,
};
