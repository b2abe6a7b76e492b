import { AsyncLocalStorage } from 'node:async_hooks';
import { Problem } from '#kernel/problem.js';
import type { Narrowed, Quota, Rows } from '#subjects/access/access.events.js';
import type { Allowance } from './allowances.js';
import { isEmit, isOfBook, missing, type Needed, type Rights } from '#kernel/scopes.js';

/** Who asks, and what that one may. */
export interface Principal extends Narrowed {
  /** `key:<id>`, or `person:<subject>`. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  /** What the scopes come to. */
  readonly rights: Rights;
  readonly expiresAt?: string;
  /** What it may have in a day. */
  readonly quota?: Quota;
  /** What is left of what it may ask and record. */
  readonly allowance?: Allowance;
  /** Whether it is somebody who has signed in. */
  readonly isPerson?: true;
  /** What their login tells, by its name: rows refer to it. */
  readonly told?: Rows;
  /** The same as of now, for what a request is still at. @throws Problem where it would not be let in any more */
  readonly again?: () => Principal;
}

/** Of the request that is being answered. */
const principals = new AsyncLocalStorage<Principal | undefined>();

/** Who asks for what is being done; undefined where no key is asked for, and for what the book does by itself. */
export function principal(): Principal | undefined {
  return principals.getStore();
}

/** Runs what is done for somebody: all that is begun in it knows who that is. */
export function askedAs<Result>(who: Principal | undefined, run: () => Result): Result {
  return principals.run(who, run);
}

/** Whether who asks may do something; who is asked for no key may do all. */
export function mayNow(needed: Needed): boolean {
  const who = principal();
  return who === undefined || missing(who.rights, needed) === undefined;
}

/**
 * What is said, with who says it where that is known and nobody else is named: whoever has a key may say what somebody else told it.
 * @param asOneself whether that cannot be said for somebody else
 * @throws Problem `emitter-mismatch` where somebody who has signed in, or says what is said as oneself, names somebody else
 */
export function signed(said: unknown, asOneself = false): unknown {
  const who = principal();
  if (who === undefined || !isObject(said)) return said;
  if ((who.isPerson === true || asOneself) && said['actor'] !== undefined && said['actor'] !== who.id)
    throw new Problem('emitter-mismatch', `this is said as oneself: leave actor out, it is ${who.id}`);
  return { actor: who.id, ...said };
}

function isObject(said: unknown): said is Readonly<Record<string, unknown>> {
  return typeof said === 'object' && said !== null && !Array.isArray(said);
}

/** @throws Problem `forbidden` naming the scope that is missing */
export function needRight({ rights }: Principal, needed: Needed): void {
  const lacking = missing(rights, needed);
  if (lacking !== undefined)
    throw new Problem('forbidden', `this needs the scope ${lacking}, which the key does not have`, [], {
      scope: lacking,
    });
}

/** What is known of what a route shows. */
export interface Made {
  /** It is made of the rows that whoever asks may see. */
  readonly ofRows?: true;
  /** And shows nothing of groups that are smaller than they may see. */
  readonly ofGroups?: true;
}

/**
 * @throws Problem `forbidden`; `restricted` where who asks may see a part only of what is shown
 */
export function needAllowed(who: Principal, needed: Needed, { ofRows, ofGroups }: Made = {}): void {
  needRight(who, needed);
  const { rows, minGroup } = who;
  if ((rows !== undefined && ofRows !== true) || (minGroup !== undefined && ofGroups !== true)) needWhole(needed);
}

/** What is asked of most figures and things shows all of them: a key that is narrowed may see a part only. @throws Problem `restricted` */
function needWhole(needs: Needed): void {
  if (!isOfBook(needs) || isEmit(needs)) return;
  throw showsWhole();
}

/** Of what cannot be shown of a part. */
export function showsWhole(): Problem {
  return new Problem(
    'restricted',
    'the key is narrowed to a part, and this shows the whole: ask with a key that is not',
  );
}
