import type { Decider } from '#kernel/decider.js';
import type { Plans } from '../automations/doing/doings.js';
import type { ActionEvent, Decided } from './action.events.js';
import { acts, countedOf, counts, decided, type Bounds, type Past, type Reason } from './decision.js';

/** What an automation decided about a customer. */
export interface Actions {
  readonly occasions: ReadonlySet<string>;
  readonly past: Past;
}

export interface DecideAction extends Plans, Bounds {
  readonly type: 'DecideAction';
  readonly now: string;
  readonly decided: Decided;
  /** What follows from the occasion by itself. */
  readonly verdict?: Reason;
  /** To the customer; where they are counted. */
  readonly messages?: number;
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
      past: isCounted ? [...past, countedOf(data)] : past,
    };
  },

  decide({ now, decided: said, verdict, tasks, actions, messages, isThere, ...bounds }, { occasions, past }) {
    if (!isThere || occasions.has(said.occasion)) return [];
    const planned = { ...(actions && { actions }), ...(messages !== undefined && { messages }) };
    const reason = decided(verdict, countedOf({ ...said, ...planned }), bounds, past);
    const noted = counts(reason) && messages !== undefined ? { messages } : {};
    const event = { schema: 1, occurredAt: now, key: `automation-${said.automation}` } as const;
    return acts(reason)
      ? [{ type: 'ActionTaken', ...event, data: { ...said, tasks, ...planned, ...(reason && { reason }) } }]
      : [{ type: 'ActionSkipped', ...event, data: { ...said, reason, ...noted } }];
  },
};
