import type { Automation, SetAutomation } from '#client/index.js';
import { actionDraftOf, actionOf, NEW_ACTION, type ActionDraft } from './action-draft.js';
import { NEW_TRIGGER, onOf, triggerDraftOf, type TriggerDraft } from './trigger-draft.js';

export const ONCE = ['per-entry', 'per-customer', 'per-year'] as const;
export const GOALS = ['orders', 'revenue', 'interactions'] as const;

/** An automation as somebody fills in a form: what is a number there is text here; empty is not said. */
export interface Draft extends TriggerDraft {
  readonly title: string;
  readonly description: string;
  readonly if: string;
  readonly wait: string;
  readonly actions: readonly ActionDraft[];
  readonly once: (typeof ONCE)[number];
  readonly capMessages: string;
  readonly capPer: string;
  readonly quietFrom: string;
  readonly quietTo: string;
  /** The share, 0 to 1. */
  readonly holdOut: string;
  readonly goal: '' | (typeof GOALS)[number];
  /** Days. */
  readonly within: string;
  /** Amounts: once, and for each customer. */
  readonly costFixed: string;
  readonly costEach: string;
  readonly enabled: boolean;
}

/** It is tried before it acts: a new one is switched off. */
export const NEW_DRAFT: Draft = {
  ...NEW_TRIGGER,
  ...{ title: '', description: '', if: '', wait: '', actions: [NEW_ACTION], once: 'per-entry' },
  ...{ capMessages: '', capPer: '7', quietFrom: '', quietTo: '', holdOut: '', goal: '', within: '30', enabled: false },
  ...{ costFixed: '', costEach: '' },
};

/** What is said of it so that it is as the form has it; the server says what is wrong with it. */
export function automationOf(draft: Draft): SetAutomation {
  const { title, description, wait, actions, once, capMessages, capPer, quietFrom, quietTo } = draft;
  const { holdOut, goal, within, costFixed, costEach, enabled, if: condition } = draft;
  return {
    title,
    ...(description.trim() !== '' && { description: description.trim() }),
    on: onOf(draft),
    ...(condition.trim() !== '' && { if: condition.trim() }),
    ...(wait !== '' && { wait }),
    do: actions.map(actionOf),
    once,
    ...(capMessages !== '' && { cap: { messages: Number(capMessages), per: `${capPer}d` } }),
    ...(quietFrom !== '' && quietTo !== '' && { quietHours: [quietFrom, quietTo] }),
    ...(holdOut !== '' && { holdOut }),
    ...(goal !== '' && { goal: { metric: goal, within: `${within}d` } }),
    ...(costFixed + costEach !== '' && {
      cost: { ...(costFixed !== '' && { fixed: costFixed }), ...(costEach !== '' && { perCustomer: costEach }) },
    }),
    enabled,
  };
}

/** One that there is, to be changed. */
export function draftOf(automation: Automation): Draft {
  const { title, description = '', on, wait = '', cap, quietHours = [], holdOut, goal, cost } = automation;
  const [quietFrom = '', quietTo = ''] = quietHours;
  return {
    ...triggerDraftOf(on),
    ...{ title, description, wait, quietFrom, quietTo },
    if: automation.if ?? '',
    actions: automation.do.map(actionDraftOf),
    once: automation.once ?? 'per-entry',
    capMessages: cap === undefined ? '' : String(cap.messages),
    capPer: cap?.per.replace(/d$/, '') ?? '7',
    holdOut: holdOut === undefined ? '' : String(holdOut),
    goal: goal?.metric ?? '',
    within: goal?.within.replace(/d$/, '') ?? '30',
    costFixed: String(cost?.fixed ?? ''),
    costEach: String(cost?.perCustomer ?? ''),
    enabled: automation.enabled ?? true,
  };
}
