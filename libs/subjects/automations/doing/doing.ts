import type { Static, TSchema } from 'typebox';
import type { Issue } from '#engine/react/reaction.js';
import type { Json } from '#kernel/event.js';
import type { Fact, Ground } from '../../reactions.js';

/** What an action is planned with: the occasion, on the day on which it became known. */
export interface Planning {
  /** Whoever sells to the customer; '' for nobody. */
  readonly seller: string;
  /** A business day. */
  readonly day: number;
  /** Which of the automation's actions it is, from 0. */
  readonly action: number;
}

/** Of which decision something is done. */
export interface Decision {
  readonly automation: string;
  readonly version: number;
  readonly customer: string;
  readonly occasion: string;
}

/** One of a decision's actions. */
export interface Done extends Decision {
  /** Permanent, made from the occasion: what follows is recorded, or sent, under it once for ever. */
  readonly id: string;
}

/** Says what is wrong with what is said of an action. @param field below it; '' for all of it */
export type Fail = (field: string, detail: string) => void;

/** Something that automations do: all that there is to know of it. */
export interface Doing<Schema extends TSchema, Plan extends Json> {
  /** What is said of it in an automation. */
  readonly said: Schema;
  /** What holds beside: called with what is well-formed. */
  readonly check?: (said: Static<Schema>, fail: Fail) => void;
  /** What the decision says of it: permanent, and nothing of a person. */
  readonly plan: (said: Static<Schema>, planning: Planning) => Plan;
  /** What follows once it is decided; asked again after a fault, what was recorded first stands. */
  readonly follows: (plan: Plan, done: Done, ground: Ground) => Promise<readonly Issue<Fact>[]>;
}
