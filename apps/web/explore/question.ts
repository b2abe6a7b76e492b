import type { QueryBody } from '#client/index.js';
import { GRAINS, isPeriodColumn } from '../book/answer.js';
import { basisIn, type Basis } from '../book/basis.js';
import { isDay } from '../book/calendar.js';

/** What rows go by, of rolling days those that are asked for most. */
export const ROW_GRAINS = [...GRAINS, 'rolling-7-days', 'rolling-30-days', 'rolling-90-days'] as const;
type Dimension = NonNullable<QueryBody['by']>[number];

const COMPARISONS = ['previous-period', 'previous-year'] as const;
type Comparison = (typeof COMPARISONS)[number];

/** A question as somebody puts it together, without its clocks. All of it is in the address. */
export interface Question extends Basis {
  readonly metrics: readonly string[];
  readonly by: readonly string[];
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** One of those, or of any number of rolling days. */
  readonly grain?: string;
  /** In place of from and to. */
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly compare?: Comparison;
}

type Asked = Omit<Question, keyof Basis>;

const WHERE = 'where.';

/** The question of an address; what makes no sense in it is passed over. */
export function questionIn(search: URLSearchParams): Question {
  const list = (name: string): readonly string[] => [...new Set(search.get(name)?.split(',').filter(Boolean))];
  const text = (name: string): string | undefined => search.get(name) ?? undefined;
  const day = (name: string): string | undefined => (isDay(text(name)) ? text(name) : undefined);
  const dimensions = new Set([...search.keys()].filter((key) => key.startsWith(WHERE)));
  return {
    ...basisIn(search),
    ...defined({
      metrics: list('metrics'),
      by: list('by'),
      where: Object.fromEntries([...dimensions].map((key) => [key.slice(WHERE.length), search.getAll(key)])),
      grain: isPeriodColumn({ name: text('grain') ?? '' }) ? text('grain') : undefined,
      period: text('period'),
      from: day('from'),
      to: day('to'),
      compare: COMPARISONS.find((comparison) => comparison === text('compare')),
    }),
  };
}

/** The inverse of `questionIn`: what it does not say stays as it was in the address. */
export function searchOf(question: Question, before: URLSearchParams = new URLSearchParams()): URLSearchParams {
  const { metrics, by, where, grain, period, from, to, compare, currency, rates, organisation } = question;
  const includeExcluded = question.includeExcluded === true ? 'true' : undefined;
  const basis = { currency, rates, organisation, includeExcluded };
  const said = { metrics: metrics.join(','), by: by.join(','), grain, period, from, to, compare, ...basis };
  const kept = [...before].filter(([name]) => !(name in said) && !name.startsWith(WHERE));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(said)) if (value !== undefined && value !== '') search.set(name, value);
  for (const [dimension, values] of Object.entries(where))
    for (const value of values) search.append(WHERE + dimension, value);
  for (const [name, value] of kept) search.append(name, value);
  return search;
}

/** As the API is asked it; names it does not know are its to refuse. */
export function bodyOf(
  { metrics, by, where, ...rest }: Question,
  clocks: Pick<QueryBody, 'asOf' | 'knownAt'>,
): QueryBody {
  return {
    metrics,
    ...(by.length > 0 && { by: by as readonly Dimension[] }),
    ...(Object.keys(where).length > 0 && { where }),
    ...rest,
    ...clocks,
  };
}

/** A question has nothing rather than undefined. */
function defined(fields: { readonly [Name in keyof Asked]-?: Asked[Name] | undefined }): Asked {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as unknown as Asked;
}
