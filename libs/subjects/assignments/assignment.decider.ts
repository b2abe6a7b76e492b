import type { Decider } from '#kernel/decider.js';
import type { CustomerAssigned, OccasionOf } from './assignment.events.js';

/** Whom an automation chose, by the occasion. */
export type Assignments = ReadonlyMap<string, string>;

export interface AssignCustomer {
  readonly type: 'AssignCustomer';
  readonly now: string;
  readonly assigned: OccasionOf;
  /** Who it may be, in their order. */
  readonly among: readonly string[];
}

/** Each in turn, by what was chosen before: the order of the log says whose turn it is, and what was chosen stands. */
export const assignmentDecider: Decider<Assignments, AssignCustomer, CustomerAssigned> = {
  initial: new Map(),

  evolve: (chosen, { data }) => new Map(chosen).set(data.occasion, data.salesperson),

  decide({ now, assigned, among }, chosen) {
    const salesperson = among[chosen.size % among.length];
    if (salesperson === undefined || chosen.has(assigned.occasion)) return [];
    const key = `automation-${assigned.automation}`;
    return [{ type: 'CustomerAssigned', schema: 1, occurredAt: now, key, data: { ...assigned, salesperson } }];
  },
};
