import { refusing, shown } from '#kernel/shown.js';

type Filters = Readonly<Record<string, readonly string[]>>;

/** A formula as callers say it. */
export type SaidFormula =
  | SaidOperand
  | { readonly ratio: readonly [SaidFormula, SaidFormula] }
  | { readonly difference: readonly [SaidFormula, SaidFormula] }
  | { readonly sum: readonly SaidFormula[] }
  | { readonly per: readonly [SaidFormula, 'days'] };

/** A metric, limited to some values of its dimensions. */
export interface SaidOperand {
  readonly metric: string;
  readonly where?: Filters;
}

/** What is wrong with a part of a formula, and where that is, such as `.ratio[0].sum[2]`; '' is all of it. */
export interface WrongPart {
  readonly at: string;
  readonly detail: string;
}

/** Formulas within formulas, itself counted. */
export const MOST_DEEP = 4;
const MOST_PARTS = 20;
const MOST_VALUES = 100;
const LONGEST = 200;

const KINDS = ['metric', 'ratio', 'difference', 'sum', 'per'] as const;

/** Everything that is wrong with the form of what was said; nothing where it is a formula. What it means is for `customMetric` to say. */
export function wrongParts(said: unknown, at = '', level = 1): readonly WrongPart[] {
  const wrong = (detail: string, where = at): readonly WrongPart[] => [{ at: where, detail }];
  if (level > MOST_DEEP) return wrong(`is more than ${String(MOST_DEEP)} deep`);
  if (!isObject(said)) return wrong(refusing(said, `must be an object with one of ${KINDS.join(', ')}`));
  const kinds = KINDS.filter((kind) => Object.hasOwn(said, kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) return wrong(`must have one of ${KINDS.join(', ')}, and only one`);
  const unknown = Object.keys(said).find((name) => name !== kind && !(kind === 'metric' && name === 'where'));
  if (unknown !== undefined) return wrong('is not a field of a formula', `${at}.${shown(unknown)}`);
  if (kind === 'metric') return [...wrongName(said['metric'], `${at}.metric`), ...wrongFilters(said['where'], at)];
  const parts = said[kind];
  const inner = `${at}.${kind}`;
  if (!Array.isArray(parts)) return wrong('must be a list', inner);
  if (kind === 'per') {
    if (parts.length !== 2 || parts[1] !== 'days') return wrong('must be a formula and "days"', inner);
    return wrongParts(parts[0], `${inner}[0]`, level + 1);
  }
  if (kind === 'sum' && (parts.length < 1 || parts.length > MOST_PARTS))
    return wrong(`must have 1 to ${String(MOST_PARTS)} formulas`, inner);
  if (kind !== 'sum' && parts.length !== 2) return wrong('must have two formulas', inner);
  return parts.flatMap((part, i) => wrongParts(part, `${inner}[${String(i)}]`, level + 1));
}

/** The normal form of what `wrongParts` finds nothing wrong with: a single value of `where` is a list, and lists of values are in order. */
export function normalFormula(said: unknown): SaidFormula {
  const { metric, where, ratio, difference, sum, per } = said as Readonly<Record<string, unknown>>;
  const all = (parts: unknown) => (parts as readonly unknown[]).map(normalFormula);
  const two = (parts: unknown) => all(parts) as unknown as readonly [SaidFormula, SaidFormula];
  if (ratio !== undefined) return { ratio: two(ratio) };
  if (difference !== undefined) return { difference: two(difference) };
  if (sum !== undefined) return { sum: all(sum) };
  if (per !== undefined) return { per: [normalFormula((per as readonly unknown[])[0]), 'days'] };
  return { metric: metric as string, ...(where !== undefined && { where: normalFilters(where as object) }) };
}

function normalFilters(where: object): Filters {
  const lists = Object.entries(where).map(([name, values]) => [name, [...new Set(listed(values))].sort()]);
  return Object.fromEntries(lists) as Filters;
}

function wrongName(name: unknown, at: string): readonly WrongPart[] {
  const isName = typeof name === 'string' && name.length > 0 && name.length <= LONGEST;
  return isName ? [] : [{ at, detail: refusing(name, 'must be the name of a metric') }];
}

function wrongFilters(where: unknown, at: string): readonly WrongPart[] {
  if (where === undefined) return [];
  if (!isObject(where)) return [{ at: `${at}.where`, detail: 'must be an object of lists' }];
  return Object.entries(where).flatMap(([name, values]) => {
    const list = listed(values);
    const isList = list.length >= 1 && list.length <= MOST_VALUES && list.every(isValue);
    const detail = `must be a value, or a list of 1 to ${String(MOST_VALUES)}`;
    return isList ? [] : [{ at: `${at}.where.${shown(name)}`, detail }];
  });
}

function isValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST && value.isWellFormed();
}

function listed(values: unknown): readonly unknown[] {
  return Array.isArray(values) ? values : [values];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
