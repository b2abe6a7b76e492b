import { kind, NONE, refused } from '#ledger/input/kind.js';
import { freeTextError } from '#ledger/label.js';
import { MASK } from '#ledger/named/secrets.js';

/** An address that mail goes to, with a name before it or without. */
export const address = matching(
  /^(?:[^\p{Cc}<>@,;]{1,100}<[^\s<>@,;]{1,64}@[\w.-]{1,190}>|[^\s<>@,;]{1,64}@[\w.-]{1,190})$/u,
  'must be an address such as ada@example.com or Ada <ada@example.com>',
  ['ada@example.com', 'Ada <ada@example.com>'],
);

/** Where something is posted to. */
export const url = kind<string>(
  { type: 'string', format: 'uri', maxLength: 2_000, examples: ['https://hooks.example.com/tally'] },
  {
    refusals: (value) =>
      isWebAddress(value) ? NONE : refused(value, 'must be an http or https address, without a user'),
    accepts: isWebAddress,
  },
);

/** Below the folder of the settings. */
export const path = matching(
  /^(?!(?:.*\/)?\.{1,2}(?:\/|$))[^\p{Cc}\\/]{1,100}(?:\/[^\p{Cc}\\/]{1,100}){0,9}$/u,
  'must be a path below TALLY_OUTBOX_DIR: names with / between them, none of them . or ..',
  ['reports/monthly'],
);

const SECRET =
  /^whsec_(?:\*{3}|(?=[A-Za-z\d+/]{32,88}={0,2}$)(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?)$/;

/** What messages are signed with. A refusal does not show it. */
export const secret = kind<string>(
  {
    type: 'string',
    pattern: SECRET.source,
    examples: [MASK, `whsec_${'A'.repeat(44)}`],
    description: `whsec_ and 24 to 64 bytes in base64; ${MASK} for the one there is`,
  },
  {
    refusals: (value) => (isSecret(value) ? NONE : [{ detail: 'must be whsec_ and 24 to 64 bytes in base64' }]),
    accepts: isSecret,
  },
);

function isSecret(value: unknown): value is string {
  return typeof value === 'string' && SECRET.test(value);
}

/** What a program is shown to be let in, whatever its form. A refusal does not show it. */
export const token = kind<string>(
  {
    type: 'string',
    minLength: 1,
    maxLength: 2_000,
    examples: [MASK, 'abc'],
    description: `shown to nobody; ${MASK} for the one there is`,
  },
  {
    refusals: (value) => (isToken(value) ? NONE : [{ detail: 'must have 1 to 2000 characters' }]),
    accepts: isToken,
  },
);

function isToken(value: unknown): value is string {
  return freeTextError(value) === undefined;
}

function isWebAddress(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 2_000 || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return ['http:', 'https:'].includes(protocol) && username === '' && password === '';
}

function matching(pattern: RegExp, wrong: string, examples: readonly string[]) {
  const accepts = (value: unknown): value is string => typeof value === 'string' && pattern.test(value);
  return kind<string>(
    { type: 'string', pattern: pattern.source, examples },
    { refusals: (value) => (accepts(value) ? NONE : refused(value, wrong)), accepts },
  );
}
