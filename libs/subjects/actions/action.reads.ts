import { Type } from 'typebox';
import { decodeId, encodeCursor } from '#figures/cursor.js';
import { present } from '#ledger/command.js';
import { reads } from '../read.js';
import { DECISIONS_SHOWN, type DecisionShown } from './action.answers.js';
import { DECISIONS, type KeptDecision } from './action.facts.js';
import { acts } from './decision.js';
import { DRY_RUN } from './dry-run.js';
import { SHOW_EFFECT } from './effect/effect.reads.js';
import { OCCASIONS_READ } from './occasions.reads.js';
import { needVersion } from './versions.js';

/** What is shown of what automations do: what they decided, what they would have, and what came of it. */
export const ACTION_READS = {
  dryRunAutomation: DRY_RUN,
  listOccasions: OCCASIONS_READ,
  showAutomationEffect: SHOW_EFFECT,
  listDecisions: reads({
    path: 'automations/:id/decisions',
    parameters: Type.Object({
      customer: Type.Optional(Type.String({ description: 'Only those about this customer.' })),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      cursor: Type.Optional(Type.String()),
    }),
    answers: DECISIONS_SHOWN,
    example: { summary: 'What an automation decided', id: 'thank-you', query: { limit: '10' } },
    answer: async ({ id, parameters: { customer, limit, cursor }, asked }, on) => {
      await needVersion(id, on);
      const after = decodeId(asked, cursor);
      const where = present({ automation: id, customer });
      const found = await on.views.find(DECISIONS, {
        where,
        limit: limit + 1,
        ...(after !== undefined && { after }),
      });
      const last = found[limit - 1];
      return {
        decisions: found.slice(0, limit).map(({ body }) => shown(body as object as KeptDecision)),
        next: found.length > limit && last !== undefined ? encodeCursor(asked, last.id) : null,
      };
    },
  }),
};

function shown({ at, customer, occasion, reason, version, causes, tasks, actions }: KeptDecision): DecisionShown {
  const decision = acts(reason) ? 'taken' : 'skipped';
  const plans = { causes: causes && [...causes], tasks: tasks && [...tasks], actions: actions && [...actions] };
  return present({ at, customer, occasion, decision, reason, version, ...plans } as const);
}
