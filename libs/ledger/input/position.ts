import { kind, NONE, refused } from './kind.js';

const POSITION = /^\d{1,15}$/;

/** A position of the log, as answers tell it or as a number; kept as text. */
export const position = kind<string>(
  {
    description: 'a position of the log',
    oneOf: [
      { type: 'string', pattern: POSITION.source },
      { type: 'integer', minimum: 0 },
    ],
  },
  {
    refusals: (value) => (isPosition(value) ? NONE : refused(value, 'must be a position of the log such as "1234"')),
    accepts: isPosition,
    normal: (value) => String(Number(value)),
  },
);

function isPosition(value: unknown): boolean {
  return (
    (typeof value === 'string' || (typeof value === 'number' && Number.isSafeInteger(value))) &&
    POSITION.test(String(value))
  );
}
