import { Problem } from '#kernel/problem.js';
import type { Cell, Views } from '#kernel/views.port.js';
import type { SumRequest, Window } from '#kernel/views.schema.js';
import type { Frame } from './frame.js';
import type { Formula, Metric, Source } from './metric.js';
import { requestOf, transitionPairs } from './requests.js';

/** What a figure is made of: the things behind it, each with its share. Shares sum to the figure. */
export type Shares = ReadonlyMap<string, bigint>;

/** What kind of thing stands behind a metric's figures: its own record in the facts, or the customer. */
export type Behind = 'record' | 'customer';

/** The cell a question about records is about. */
export interface CellQuestion {
  readonly metric: Metric;
  readonly where: Readonly<Record<string, readonly string[]>>;
  readonly window: Window;
  readonly knownAt?: number;
}

/** @throws Problem for a ratio, which has no records of its own */
export function behind({ name, formula }: Metric): Behind {
  switch (formula.kind) {
    case 'ratio':
      throw noRecords(name, [...Object.keys(formula.numerator), formula.denominator]);
    case 'quantile':
      throw noRecords(name, [name.replace(/\.\w+$/, '.count')]);
    case 'target':
    case 'attainment':
      throw noRecords(name, ['the metric the target is of']);
    case 'either':
      return behind({ name, formula: formula.otherwise } as Metric);
    case 'distinct':
      return formula.of;
    case 'transitions':
    case 'first-in-period':
      return 'customer';
    case 'flow':
    case 'stock': {
      const series = formula.sources[0]?.series;
      return series === 'moves' || series === 'gaps' ? 'customer' : 'record';
    }
  }
}

function noRecords(name: string, parts: readonly string[]): Problem {
  return new Problem(
    'unknown-metric',
    `${name} is worked out from other figures and has no records of its own: ask for ${[...new Set(parts)].join(' and ')}`,
  );
}

/** The things behind a cell and their shares; nothing with a share of 0. @throws Problem as `behind` */
export async function sharesOf(question: CellQuestion, views: Views): Promise<Shares> {
  const kind = behind(question.metric);
  const { requests, signs, distinct } = sharing(question.metric.formula, question, kind);
  const { cells } = await views.sums(requests);
  const shares = new Map<string, bigint>();
  cells.forEach((list, i) => add(shares, list, signs[i] ?? 1n));
  const found = [...shares].filter(([, share]) => share !== 0n);
  return new Map(distinct ? found.filter(([, share]) => share > 0n).map(([id]) => [id, 1n]) : found);
}

interface Sharing {
  readonly requests: readonly SumRequest[];
  readonly signs: readonly bigint[];
  /** Counts as one each. */
  readonly distinct: boolean;
}

function sharing(formula: Formula, question: CellQuestion, kind: Behind): Sharing {
  const { where, window, knownAt } = question;
  const asked = Object.keys(where);
  const frame: Frame = { windows: [window], by: [], where, asked, ...(knownAt === undefined ? {} : { knownAt }) };
  const of = (source: Source, more: Partial<SumRequest> = {}) => ({ ...requestOf(source, frame, [kind]), ...more });
  switch (formula.kind) {
    case 'flow':
    case 'stock': {
      const windows = [formula.kind === 'flow' ? window : stockWindow(window, formula.at)];
      const requests = formula.sources.map((source) => of(source, { windows }));
      return { requests, signs: formula.sources.map(({ sign = 1 }) => BigInt(sign)), distinct: false };
    }
    case 'distinct':
      return { requests: [of(formula.source, { windows: [window] })], signs: [1n], distinct: true };
    case 'first-in-period': {
      const requests = [of(formula.source, { windows: [window], markBeforeWindow: true })];
      return { requests, signs: [1n], distinct: false };
    }
    case 'either': {
      const applies = asked.some((name) => formula.dimensions.includes(name) || formula.dimensions.includes('*'));
      return sharing(applies ? formula.then : formula.otherwise, question, kind);
    }
    case 'transitions':
      return transitions(formula.source, question, kind, asked);
    case 'ratio':
    case 'quantile':
    case 'target':
    case 'attainment':
      throw new Error('a figure without records of its own');
  }
}

/** Moves whose two ends differ: all moves less those that stay at each stage (or tier). */
function transitions(source: Source, question: CellQuestion, kind: Behind, asked: readonly string[]): Sharing {
  const { where, window, knownAt } = question;
  const frame: Frame = { windows: [window], by: [], where, asked, ...(knownAt === undefined ? {} : { knownAt }) };
  const ends = transitionPairs(asked).flat();
  const request = { ...requestOf(source, frame, [kind, ...ends]), windows: [window] };
  return { requests: [request], signs: [1n], distinct: false };
}

function stockWindow({ from, to }: Window, at: 'start' | 'end'): Window {
  return at === 'end' || from === undefined ? { to } : { to: Math.min(from - 1, to) };
}

/** Where the ends of a move are grouped by too, it counts if they differ in one pair. */
function add(shares: Map<string, bigint>, cells: readonly Cell[], sign: bigint): void {
  for (const { group, sums } of cells) {
    const [id = '', ...ends] = group;
    const differ = ends.some((end, i) => i % 2 === 0 && end !== ends[i + 1]);
    if (ends.length === 0 || differ) shares.set(id, (shares.get(id) ?? 0n) + sign * (sums[0] ?? 0n));
  }
}
