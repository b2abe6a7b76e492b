import type { Decider } from '#kernel/decider.js';
import type { Once } from '../automations/automation.js';
import type { Plans } from '../automations/doing/doings.js';
import type { ActionEvent, Decided } from './action.events.js';
import { counts, decided, type Past, type Reason } from './decision.js';

/** What an automation decided about a customer. */
export interface Actions {
  readonly occasions: ReadonlySet<string>;
  readonly past: Past;
}

export interface DecideAction extends Plans {
  readonly type: 'DecideAction';
  readonly now: string;
  readonly decided: Decided;
  /** What follows from the occasion by itself. */
  readonly verdict?: Reason;
  readonly once: Once;
  /** Whether the automation is still there. */
  readonly isThere: boolean;
}

/** An occasion is decided once: whoever comes to it again, here or elsewhere, finds that it was. */
export const actionDecider: Decider<Actions, DecideAction, ActionEvent> = {
  initial: { occasions: new Set(), past: [] },

  evolve({ occasions, past }, { type, data }) {
    const isCounted = type === 'ActionTaken' || counts(data.reason);
    return {
      occasions: new Set(occasions).add(data.occasion),
      past: isCounted ? [...past, data.year] : past,
    };
  },

  decide({ now, decided: said, verdict, once, tasks, actions, isThere }, { occasions, past }) {
    if (!isThere || occasions.has(said.occasion)) return [];
    const reason = decided(verdict, said.year, once, past);
    const event = { schema: 1, occurredAt: now, key: `automation-${said.automation}` } as const;
    return reason === undefined
      ? [{ type: 'ActionTaken', ...event, data: { ...said, tasks, ...(actions && { actions }) } }]
      : [{ type: 'ActionSkipped', ...event, data: { ...said, reason } }];
  },
};
