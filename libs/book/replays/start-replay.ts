import { DEFAULT_POLICIES, tierPolicyOf, type Policies } from '#subjects/policies/policy.js';
import { parseMoment } from '#kernel/time/moment.js';
import { Problem } from '#kernel/problem.js';
import { Fields } from '#ledger/fields.js';
import { readLifecycle, readTiers } from '#subjects/policies/policies.commands.js';
import type { Book } from '../book.js';
import { POSITION } from '../position.js';
import type { ReplayRequest, ReplayStatus } from './replays.js';

/**
 * Starts a replay: `asOf` a date or an instant; `knownAt` one too, or a position of the log; `policies` with `lifecycle` and `tiers`
 * instead of those published by then, holding since ever (what is not given is as by default).
 */
export async function startReplay(book: Book, body: unknown): Promise<ReplayStatus> {
  const fields = new Fields(body ?? {}, book.calendar);
  // Waited for before this is asked.
  fields.optionalLabel('position');
  const asOf = fields.optionalLabel('asOf');
  const knownAt = fields.optionalLabel('knownAt');
  const policies = fields.optionalObject('policies', readPolicies);
  fields.done();
  const request: ReplayRequest = {
    ...(asOf !== undefined && { asOf: parseMoment('asOf', asOf, book.calendar) }),
    ...(knownAt !== undefined && { knownAt: pointOf(book, knownAt) }),
    ...(policies !== undefined && { policies }),
  };
  return book.replays.start(request);
}

function pointOf({ calendar }: Book, text: string): NonNullable<ReplayRequest['knownAt']> {
  if (POSITION.test(text)) return { position: Number(text) };
  try {
    return parseMoment('knownAt', text, calendar);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.code, `${error.detail}, nor a position of the log`, error.errors);
  }
}

function readPolicies(fields: Fields): Policies {
  const lifecycle = fields.optionalObject('lifecycle', readLifecycle);
  const tiers = fields.optionalObject('tiers', readTiers);
  const from = -Infinity;
  return {
    lifecycle: lifecycle === undefined ? DEFAULT_POLICIES.lifecycle : [{ from, policy: lifecycle }],
    tiers: tiers === undefined ? DEFAULT_POLICIES.tiers : [{ from, policy: tierPolicyOf(tiers) }],
  };
}
