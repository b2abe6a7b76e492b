import { MOST_DEEP, normalFormula, wrongParts, type SaidFormula } from '#figures/custom/said-formula.js';
import { kind, NONE, refused } from '#ledger/input/kind.js';
import { object, optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';

const PART = { type: 'object', description: 'a formula' } as const;
const TWO = { type: 'array', items: PART, minItems: 2, maxItems: 2 } as const;

/** How a metric is made of others. Its parts are formulas themselves, which a description cannot say without an end. */
const FORMULA = kind<SaidFormula>(
  {
    type: 'object',
    description: `a formula with one of its fields (and where beside metric), whose parts are formulas; at most ${String(MOST_DEEP)} deep`,
    properties: {
      metric: { type: 'string', description: 'the name of a metric' },
      where: {
        type: 'object',
        description: 'by dimension, what the metric is limited to, added to the where of a question',
        additionalProperties: { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
      },
      ratio: { ...TWO, description: 'the first divided by the second; null where that is 0' },
      sum: { type: 'array', items: PART, minItems: 1, maxItems: 20, description: 'all of them, of one unit' },
      difference: { ...TWO, description: 'the first less the second, of one unit' },
      per: {
        type: 'array',
        minItems: 2,
        maxItems: 2,
        description: 'a formula and days: divided by those of the period',
      },
    },
    additionalProperties: false,
  },
  {
    refusals: (value) => wrongParts(value),
    accepts: (value) => wrongParts(value).length === 0,
    normal: normalFormula,
  },
);

/** How names of metrics of callers look. */
export const METRIC_FORM = '^custom(\\.[A-Za-z0-9_-]+)+$';

const FORM = new RegExp(METRIC_FORM);
/** What is set beside a metric that is compared is called after it. */
const TAKEN = /\.(previous|change)$/;

/** What a metric of callers may be called: never what a built-in one is. */
export const METRIC_NAME = kind<string>(
  { type: 'string', maxLength: 100, pattern: METRIC_FORM },
  { refusals: (value) => (isName(value) ? NONE : refused(value, NAME_WANTED)), accepts: isName },
);

const NAME_WANTED =
  'must be such as "custom.revenue_per_visit": custom, then words of letters, digits, _ and - after dots, up to 100 characters, not ending with .previous or .change';

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 100 && FORM.test(value) && !TAKEN.test(value);
}

/** What is said of a metric. */
export const METRIC = object({ title: label, unit: optional(label), definition: text, formula: FORMULA });
