import { Problem } from '#kernel/problem.js';
import type { Expression } from '../formulas/expression.js';
import type { Metric } from '../metric.js';

type Filters = Readonly<Record<string, readonly string[]>>;

/** What is known of the figures of an expression. */
export interface Composed extends Pick<Metric, 'kind' | 'unit' | 'type' | 'additive' | 'dimensions'> {
  readonly expression: Expression;
}

/** A metric of the catalogue as it is, over the facts that meet `where`. */
export function operandOf({ name, kind, unit, type, additive, dimensions }: Metric, where: Filters): Composed {
  const limited = Object.keys(where).length > 0;
  return { kind, unit, type, additive, dimensions, expression: { metric: name, ...(limited && { where }) } };
}

/** What figures are known of when they are put together. @throws Problem where they count different things */
export const composedOf = {
  sum(parts: readonly Composed[], at: string): Composed {
    return { ...added(parts, at, 'sum'), expression: { sum: parts.map(({ expression }) => expression) } };
  },

  difference(a: Composed, b: Composed, at: string): Composed {
    return { ...added([a, b], at, 'difference'), expression: { difference: [a.expression, b.expression] } };
  },

  ratio(a: Composed, b: Composed): Composed {
    return {
      ...divided(a.unit === b.unit ? 'ratio' : dividedUnit(a.unit, b.unit)),
      dimensions: shared([a, b]),
      expression: { ratio: [a.expression, b.expression] },
    };
  },

  per(a: Composed): Composed {
    return {
      ...divided(dividedUnit(a.unit, 'day')),
      dimensions: a.dimensions,
      expression: { per: [a.expression, 'days'] },
    };
  },
};

function added(parts: readonly Composed[], at: string, kind: string): Omit<Composed, 'expression'> {
  const [unit = ''] = parts.map((part) => part.unit);
  const other = parts.findIndex((part) => part.unit !== unit);
  if (other >= 0) {
    const field = `${at}.${kind}[${String(other)}]`;
    const detail = `counts ${parts[other]?.unit ?? ''}, which cannot be added to ${unit} or taken from it`;
    throw new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
  }
  return {
    unit,
    kind: kindOf(parts),
    type: typeOf(parts),
    additive: parts.every(({ additive }) => additive),
    dimensions: shared(parts),
  };
}

/** Money by anything is money, as a mean order is; otherwise it says what by what. */
function dividedUnit(unit: string, by: string): string {
  return unit === 'money' ? unit : `${unit} per ${by}`;
}

function divided(unit: string): Pick<Composed, 'unit' | 'kind' | 'type' | 'additive'> {
  return { unit, kind: 'ratio', type: 'number', additive: false };
}

/** What is of levels and of flows is a level: it is asked for at the end of a period. */
function kindOf(parts: readonly Composed[]): Metric['kind'] {
  const kinds = new Set(parts.map(({ kind }) => kind));
  const [first = 'flow'] = kinds;
  if (kinds.size <= 1) return first;
  return kinds.has('ratio') ? 'ratio' : 'stock';
}

function typeOf(parts: readonly Composed[]): Metric['type'] {
  const types = new Set(parts.map(({ type }) => type));
  if (types.has('number')) return 'number';
  return types.has('decimal') ? 'decimal' : 'integer';
}

/** The dimensions that all go by, in the order of the first. */
function shared([first, ...others]: readonly Composed[]): readonly string[] {
  return (first?.dimensions ?? []).filter((name) => others.every(({ dimensions }) => dimensions.includes(name)));
}
