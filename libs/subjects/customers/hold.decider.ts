import { Problem } from '#kernel/problem.js';
import { present } from '#ledger/command.js';
import type { HoldPlaced, HoldReleased } from './customer.events.js';
import type { Holds } from './holds.js';

/** Forbids that somebody is forgotten, such as while a court asks for what is known of them. */
export interface PlaceHold {
  readonly type: 'PlaceHold';
  readonly id: string;
  /** By which it is released. */
  readonly change: string;
  readonly at: string;
  readonly reason?: string;
}
export interface ReleaseHold {
  readonly type: 'ReleaseHold';
  readonly id: string;
  readonly change: string;
  readonly at: string;
  /** The only one; all that stand where absent. */
  readonly hold?: string;
  readonly reason?: string;
}

/** Several may stand: each for a reason of its own. @throws Problem `customer-erased` */
export function place({ id, change, at, reason }: PlaceHold, isErased: boolean): HoldPlaced {
  if (isErased)
    throw new Problem(
      'customer-erased',
      `what is of a person is gone from the customer ${id}: nothing is left to hold`,
    );
  const data = present({ customer: id, change, reason });
  return { type: 'HoldPlaced', schema: 1, occurredAt: at, key: id, data };
}

/** @throws Problem `not-found` where it does not stand */
export function release({ id, change, at, hold, reason }: ReleaseHold, holds: Holds): HoldReleased {
  if (hold === undefined ? holds.length === 0 : !holds.includes(hold))
    throw new Problem('not-found', `no hold ${hold === undefined ? '' : `${hold} `}stands on the customer ${id}`);
  const data = present({ customer: id, change, hold, reason });
  return { type: 'HoldReleased', schema: 1, occurredAt: at, key: id, data };
}

/** @throws Problem `legal-hold` naming what holds */
export function needUnheld(id: string, holds: Holds): void {
  if (holds.length === 0) return;
  throw new Problem(
    'legal-hold',
    `the customer ${id} is held (${holds.join(', ')}): it can be erased when all of that is released`,
  );
}
