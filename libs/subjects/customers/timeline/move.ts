import { sameStanding, type Standing } from './standing.js';

/** Why a customer moved. Permanent: `by=cause` shows them. */
export const CAUSES = [
  'registered',
  'purchase',
  'aged',
  'lapsed',
  'closed',
  'reopened',
  'changed',
  'window',
  'policy',
  'override',
] as const;
export type Cause = (typeof CAUSES)[number];

/** The reason of who was lost but not closed. Permanent: `by=reason` shows it. */
export const LAPSED = 'lapsed';

/** One day's step of a customer through the population; or, with `moves` 0, something to count without a step. */
export interface Move {
  readonly day: number;
  readonly from: Standing | undefined;
  readonly to: Standing | undefined;
  readonly cause: Cause;
  /** Of the closing; `LAPSED` of who was lost without one; otherwise `''`. */
  readonly reason: string;
  /** The month of the first purchase, such as 2020-01; `''` before it. */
  readonly cohort: string;
  /** How long the customer was in the stage that it leaves; undefined where it leaves none. */
  readonly days: number | undefined;
  readonly moves: number;
  readonly new: number;
  readonly reactivated: number;
  readonly lost: number;
  readonly registered: number;
  readonly closed: number;
}

export function sameMove(a: Move, b: Move): boolean {
  return (
    a.day === b.day &&
    a.cause === b.cause &&
    a.reason === b.reason &&
    a.cohort === b.cohort &&
    a.days === b.days &&
    sameStanding(a.from, b.from) &&
    sameStanding(a.to, b.to) &&
    a.moves === b.moves &&
    a.new === b.new &&
    a.reactivated === b.reactivated &&
    a.lost === b.lost &&
    a.registered === b.registered &&
    a.closed === b.closed
  );
}
