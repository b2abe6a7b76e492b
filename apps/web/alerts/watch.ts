import type { Watch } from '#charts/watched.js';
import type { Alert, AlertBacktest, SetAlert } from '#client/index.js';
import type { AboutBook } from '../book/about-book.js';
import { writtenAs, type Shown } from '../book/answer.js';
import type { Format } from '../words/format.js';

export type Rule = Pick<SetAlert, 'metric' | 'by' | 'where' | 'condition'> | Alert;

/** How what a rule compares is written: what changes and is attained are ratios. */
export function comparedAs(rule: Rule, book: AboutBook): { name: string; unit: string } & ReturnType<typeof writtenAs> {
  const { change, attainment } = rule.condition;
  const name = attainment === undefined ? rule.metric : 'target.attainment';
  if (change !== undefined || attainment !== undefined)
    return { name, type: 'number', unit: 'ratio', currency: undefined };
  const { unit = '' } = book.metrics.find((metric) => metric.name === rule.metric) ?? {};
  return { name, unit, ...writtenAs(rule.metric, rule.where, book) };
}

/** What a back-test looked at as a table of days. */
export function seenAs({ seen, to }: AlertBacktest, rule: Rule, book: AboutBook): Shown {
  const { by } = rule;
  const column = comparedAs(rule, book);
  const cut = (name: string) => ({ name, type: 'string' as const, unit: '' });
  return {
    columns: [cut('day'), ...(by === undefined ? [] : [cut(by)]), column],
    rows: seen.map(({ day, part, value }) => ({ day, ...(by !== undefined && { [by]: part }), [column.name]: value })),
    totals: { [column.name]: null },
    meta: { position: '', asOf: to, knownAt: null, incomplete: [], currency: book.currency },
  };
}

interface Watched {
  readonly rule: Rule;
  readonly test: AlertBacktest;
  readonly book: AboutBook;
  readonly format: Format;
  readonly names: Watch['names'];
}

/** Where a rule fires, and when it did, as its chart shows it. */
export function watchOf({ rule, test, book, format, names }: Watched): Watch {
  const about = comparedAs(rule, book);
  const exact = (value: string | number | null): string => format.exact(value, about);
  const { live, hindsight, seen } = test;
  const key = ({ day, part }: { readonly day: string; readonly part: string }): string => `${day} ${part}`;
  const did = new Set(live.firings.map(key));
  const mark = (isReal: boolean) => (one: (typeof live.firings)[number]) => ({
    period: one.day,
    at: Number(one.value),
    isReal,
    exact: [one.part, exact(one.value)].filter(Boolean).join(' '),
  });
  return {
    lines: thresholdsIn(rule.condition).map((at) => ({ at: Number(at), exact: exact(at) })),
    bands: bandsOf(rule.condition),
    // One part alone: several bands would hide each other.
    expected:
      rule.by !== undefined
        ? []
        : seen.flatMap(({ day: period, expected: [low, high] = [] }) =>
            low === undefined || high === undefined ? [] : [{ period, low, high }],
          ),
    marks: [
      ...live.firings.map(mark(true)),
      ...hindsight.firings.filter((one) => !did.has(key(one))).map(mark(false)),
    ].filter(({ at }) => Number.isFinite(at)),
    names,
  };
}

function thresholdsIn({
  above,
  below,
  outside,
  inside,
  change,
  attainment,
}: Rule['condition']): readonly (string | number)[] {
  return [above, below, outside, inside, change?.above, change?.below, attainment?.below]
    .flat()
    .filter((one) => one !== undefined);
}

function bandsOf({ above, below, outside, inside, change, attainment }: Rule['condition']): Watch['bands'] {
  const least = above ?? change?.above;
  if (least !== undefined) return [{ from: Number(least) }];
  const most = below ?? change?.below ?? attainment?.below;
  if (most !== undefined) return [{ to: Number(most) }];
  const [low, high] = (outside ?? inside ?? []).map(Number);
  if (low === undefined || high === undefined) return [];
  return outside === undefined ? [{ from: low, to: high }] : [{ to: low }, { from: high }];
}
