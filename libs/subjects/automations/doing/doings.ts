import type { TUnsafe } from 'typebox';
import type { Issue } from '#engine/react/reaction.js';
import type { Json } from '#kernel/event.js';
import { object, optional, type Said } from '#ledger/input/object.js';
import type { Scope } from '#ledger/input/mistakes.js';
import type { Fact, Ground } from '../../reactions.js';
import { ALERT, type Alerting } from './alert.doing.js';
import { ASSIGN, type Assigning } from './assign.doing.js';
import type { Decision, Doing, Planning } from './doing.js';
import { FOLLOW_UP, type Task } from './follow-up.doing.js';
import { MESSAGE } from './message.doing.js';
import { TAG } from './tag.doing.js';
import type { ToldCustomer } from './to-customer.js';
import { WEBHOOK } from './webhook.doing.js';

/** What automations do, by the names that they are said and decided by: permanent. */
const DOINGS = {
  followUp: FOLLOW_UP,
  assign: ASSIGN,
  tag: TAG,
  message: MESSAGE,
  webhook: WEBHOOK,
  alert: ALERT,
} as const;
type Name = keyof typeof DOINGS;
const NAMES = Object.keys(DOINGS) as readonly Name[];

/** What is planned of one action, by its name: one of them. Follow-ups are the tasks of a decision. */
export type Planned = {
  readonly assign?: Assigning;
  readonly tag?: Readonly<Record<string, string>>;
  readonly message?: ToldCustomer;
  readonly webhook?: ToldCustomer;
  readonly alert?: Alerting;
};

const FIELDS = {
  followUp: optional(FOLLOW_UP.said),
  assign: optional(ASSIGN.said),
  tag: optional(TAG.said),
  message: optional(MESSAGE.said),
  webhook: optional(WEBHOOK.said),
  alert: optional(ALERT.said),
};

/** One action: what is said of it, by its name. */
export const ACTION = object(FIELDS);
export type Action = Said<typeof FIELDS>;

/** What holds of each action. @param at what it is called */
export function checkAction(action: Action, scope: Scope, at: string): void {
  const [name, ...others] = NAMES.filter((one) => action[one] !== undefined);
  if (name === undefined || others.length > 0) {
    scope.fail(at, `must have one of ${NAMES.join(', ')}`);
    return;
  }
  doing(name).check?.(action[name] as Json, (field, detail) =>
    scope.fail(`${at}.${name}${field === '' ? '' : `.${field}`}`, detail),
  );
}

/** What a decision to act says of what is to be done: nothing of a person. */
export interface Plans {
  readonly tasks: readonly Task[];
  /** All that are no follow-ups, in their order; absent where there are none. */
  readonly actions?: readonly Planned[];
}

/** What is to be done. */
export function planned(actions: readonly Action[], occasion: Omit<Planning, 'action'>): Plans {
  const tasks: Task[] = [];
  const others: Planned[] = [];
  for (const [action, said] of actions.entries()) {
    const planning = { ...occasion, action };
    for (const name of NAMES.filter((one) => said[one] !== undefined)) {
      const plan = doing(name).plan(said[name] as Json, planning);
      if (name === 'followUp') tasks.push(plan as Task);
      else others.push({ [name]: plan });
    }
  }
  return { tasks, ...(others.length > 0 && { actions: others }) };
}

/**
 * What follows from a decision, each under a name of its own that is made from the occasion. What customers are goes first.
 * @param name of the decision
 */
export async function follows(
  { tasks, actions = [] }: Plans,
  decision: Decision,
  name: string,
  ground: Ground,
): Promise<readonly Issue<Fact>[]> {
  const issues: Issue<Fact>[] = [];
  for (const [i, action] of actions.entries())
    for (const [kind, plan] of Object.entries(action) as [Name, Json][])
      issues.push(...(await doing(kind).follows(plan, { ...decision, id: `${name}.${kind}.${String(i)}` }, ground)));
  for (const [i, task] of tasks.entries())
    issues.push(...(await FOLLOW_UP.follows(task, { ...decision, id: `${name}.${String(i)}` }, ground)));
  return issues;
}

/** By its name, which says what is said and planned of it. */
function doing(name: Name): Doing<TUnsafe<Json>, Json> {
  return DOINGS[name] as object as Doing<TUnsafe<Json>, Json>;
}
