import { object } from '#ledger/input/object.js';
import { whole } from '#ledger/input/number.js';
import { duration } from '../alerts/alert.kinds.js';

/** How many messages of an automation a customer gets at most in as many days as `per` says, such as `7d`. */
export type Cap = { readonly messages: number; readonly per: string };

const MOST = 1_000;
const DAY = 86_400_000;

/** What is said of it. */
export const CAP = object({ messages: whole(MOST, 1), per: duration('each of 24 hours') });

/** Milliseconds in which messages are counted together. */
export function spanOf({ per }: Cap): number {
  return Number.parseInt(per, 10) * DAY;
}
