import { formatDecimal, isDecimal, parseDecimal } from '#kernel/decimal.js';
import { flag } from '#ledger/input/flag.js';
import { kind, NONE, refused, understood, type Rule } from '#ledger/input/kind.js';
import { whole } from '#ledger/input/number.js';
import { map, object, optional, type Said } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { label, labels, oneOf } from '#ledger/input/text.js';
import { date } from '#ledger/input/time.js';
import { METHODS_ASKED, PIPELINE_METRIC, PIPELINE_PARTS } from '#subjects/forecasts/pipeline-method.js';
import { GRAINS_FORETOLD } from '#subjects/forecasts/seasons.js';

/** Steps ahead, numbers of callers, and values in a season at most. */
const MOST = { horizon: 36, values: 5_000, season: 400 } as const;
const LEVELS = [0.8, 0.95] as const;

/** How often what comes is to be inside the bounds. */
const levels = kind<readonly number[]>(
  {
    type: 'array',
    items: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
    minItems: 1,
    maxItems: 5,
    default: LEVELS,
  },
  {
    refusals: (value) =>
      areLevels(value) ? NONE : refused(firstThatIsNot(isLevel, value), 'must be 1 to 5 numbers between 0 and 1'),
    accepts: areLevels,
  },
);

/** A caller's own numbers, none of them too; kept as canonical text. */
const values = kind<readonly string[]>(
  {
    type: 'array',
    items: { oneOf: [{ type: 'string', pattern: '^-?(0|[1-9]\\d*)(\\.\\d+)?$' }, { type: 'number' }] },
    maxItems: MOST.values,
    description: 'exact decimals in place of a metric, the oldest first',
    examples: [['112', '118.5', '132']],
  },
  {
    refusals: (value) =>
      areDecimals(value)
        ? NONE
        : refused(
            firstThatIsNot(isDecimal, value),
            `must be a list of at most ${MOST.values.toLocaleString('en')} decimals such as "12.5"`,
          ),
    accepts: areDecimals,
    normal: (value) => (value as readonly (string | number)[]).map((one) => formatDecimal(parseDecimal(one))),
  },
);

/** How something is to be foretold. */
const HOW = {
  horizon: understood(whole(MOST.horizon, 1), () => 12),
  method: understood(oneOf(METHODS_ASKED), () => 'auto' as const),
  levels: understood(levels, () => LEVELS),
};

const FIELDS = {
  metric: optional(label),
  where: optional(map(labels)),
  by: optional(label),
  grain: optional(oneOf(GRAINS_FORETOLD)),
  asOf: optional(label),
  knownAt: optional(label),
  position: optional(label),
  values: optional(values),
  season: optional(whole(MOST.season, 1)),
  ...HOW,
  save: understood(flag, () => false),
};

const SHAPE = new Shape(
  object(FIELDS, (said: Partial<Said<typeof FIELDS>>, scope) => {
    if (!scope.sound) return;
    const { metric, grain, values, season } = said;
    if ((metric === undefined) === (values === undefined)) scope.fail('metric', 'or values is wanted: one of the two');
    if (metric !== undefined && grain === undefined)
      scope.fail('grain', `is required with metric: ${GRAINS_FORETOLD.join(', ')}`);
    if (metric !== undefined && season !== undefined)
      scope.fail('season', 'is for values: that of a metric follows from its grain');
    needPipelineSaid(said, scope);
    if (values === undefined) return;
    for (const name of ['where', 'by', 'grain', 'asOf', 'knownAt'] as const)
      if (said[name] !== undefined) scope.fail(name, 'is for a metric, and has no meaning with values');
    if (said.save === true) scope.fail('save', 'is for a metric: nothing comes that values could be held against');
  }),
);

interface SaidOfMethod {
  readonly metric?: string;
  readonly method?: string;
  readonly by?: string;
  readonly where?: object;
}

/** The pipeline foretells one metric, by what an opportunity has one of from its opening on. */
function needPipelineSaid({ metric, method, by, where = {} }: SaidOfMethod, scope: Parameters<Rule<object>>[1]): void {
  if (method !== 'pipeline') return;
  if (metric !== PIPELINE_METRIC) scope.fail('method', `pipeline is for the metric ${PIPELINE_METRIC} only`);
  const wrong = (name: string): boolean => !(PIPELINE_PARTS as readonly string[]).includes(name);
  const parts = `with method pipeline it goes by ${PIPELINE_PARTS.join(', ')}`;
  if (by !== undefined && wrong(by)) scope.fail('by', parts);
  if (Object.keys(where).some(wrong)) scope.fail('where', parts);
}

/** What is sent to be foretold. */
export const FORECAST_BODY = SHAPE.schema;
export type SaidForecast = ReturnType<typeof readForecast>;

/** @throws Problem `invalid-request` */
export function readForecast(body: unknown, context: Parameters<typeof SHAPE.read>[1]) {
  return SHAPE.read(body, context);
}

const REGRADE = new Shape(
  object({
    question: object(
      { metric: label, where: optional(map(labels)), grain: oneOf(GRAINS_FORETOLD), ...HOW },
      needPipelineSaid,
    ),
    from: date,
    to: date,
    position: optional(label),
  }),
);

/** What is sent to have forecasts made as of the past. */
export const REGRADE_BODY = REGRADE.schema;
export type SaidRegrade = ReturnType<typeof readRegrade>;

/** @throws Problem `invalid-request` */
export function readRegrade(body: unknown, context: Parameters<typeof REGRADE.read>[1]) {
  return REGRADE.read(body, context);
}

function areDecimals(value: unknown): boolean {
  return Array.isArray(value) && value.length <= MOST.values && value.every(isDecimal);
}

function isLevel(one: unknown): boolean {
  return typeof one === 'number' && one > 0 && one < 1;
}

/** What a message shows of a list that is refused: the first of it that is wrong, where one is. */
function firstThatIsNot(isGood: (one: unknown) => boolean, value: unknown): unknown {
  return (Array.isArray(value) ? value.find((one) => !isGood(one)) : undefined) ?? value;
}

function areLevels(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length >= 1 && value.length <= 5 && value.every(isLevel);
}
