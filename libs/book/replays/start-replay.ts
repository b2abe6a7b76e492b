import { DEFAULT_POLICIES, lifecyclePolicyOf, tierPolicyOf, type Policies } from '#subjects/policies/policy.js';
import { parseMoment } from '#kernel/time/moment.js';
import { Problem } from '#kernel/problem.js';
import { object, optional, type Said } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { label } from '#ledger/input/text.js';
import { LIFECYCLE, TIERS } from '#subjects/policies/policy.input.js';
import type { Book } from '../book.js';
import { POSITION } from '../position.js';
import type { ReplayRequest, ReplayStatus } from './replays.js';

const POLICIES = { lifecycle: optional(LIFECYCLE), tiers: optional(TIERS) };
const REPLAY = new Shape(
  object({
    // Waited for before this is asked.
    position: optional(label),
    asOf: optional(label),
    knownAt: optional(label),
    policies: optional(object(POLICIES)),
  }),
);

export const REPLAY_BODY = REPLAY.schema;

/**
 * Starts a replay: `asOf` a date or an instant; `knownAt` one too, or a position of the log; `policies` with `lifecycle` and `tiers`
 * instead of those published by then, holding since ever (what is not given is as by default).
 */
export async function startReplay(book: Book, body: unknown): Promise<ReplayStatus> {
  const { asOf, knownAt, policies } = REPLAY.read(body ?? {}, book);
  const request: ReplayRequest = {
    ...(asOf !== undefined && { asOf: parseMoment('asOf', asOf, book.calendar) }),
    ...(knownAt !== undefined && { knownAt: pointOf(book, knownAt) }),
    ...(policies !== undefined && { policies: policiesOf(policies) }),
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

function policiesOf({ lifecycle, tiers }: Said<typeof POLICIES>): Policies {
  const from = -Infinity;
  return {
    lifecycle: lifecycle === undefined ? DEFAULT_POLICIES.lifecycle : [{ from, policy: lifecyclePolicyOf(lifecycle) }],
    tiers: tiers === undefined ? DEFAULT_POLICIES.tiers : [{ from, policy: tierPolicyOf(tiers) }],
  };
}
