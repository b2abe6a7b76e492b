import type { Json } from '#kernel/event.js';
import { ENVELOPE } from '#ledger/input/command-input.js';
import { flag } from '#ledger/input/flag.js';
import { kind, NONE, refused } from '#ledger/input/kind.js';
import { object, optional } from '#ledger/input/object.js';
import { label } from '#ledger/input/text.js';
import { instant } from '#ledger/input/time.js';

/** What callers say of a share, and what is shown of it. */
const SAID = {
  question: optional(label),
  dashboard: optional(label),
  asOf: optional(label),
  knownAt: optional(label),
  pin: flag,
  expiresAt: optional(instant),
};

/** What is shown of a share: never what opens it. */
export const SHARE_SHOWN = object(SAID);

/** A request for a share. `position` is waited for before it is read. */
export const SHARE_BODY = object({ ...SAID, ...ENVELOPE, position: optional(label) }, (_said, scope) =>
  scope.requireOneOf('question', 'dashboard'),
);

const KEPT = kind<{ readonly [name: string]: Json }>(
  { type: 'object' },
  {
    refusals: (value) => (isObject(value) ? NONE : refused(value, 'must be an object')),
    accepts: isObject,
  },
);

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All that is recorded of a share: by the hash of its token it is found, the token itself is nowhere; what a pinned one shows is kept with it. */
export const SHARE = object({ ...SAID, tokenHash: label, kept: optional(KEPT) });
