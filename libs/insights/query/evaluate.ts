import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { metricNamed } from './catalogue.js';
import { askedWindows, type Frame, type Mode } from './frame.js';
import type { Formula, Metric, Source } from './metric.js';
import { quantileWork } from './quantile.js';
import { both, requestOf, transitionPairs } from './requests.js';
import { attainmentWork, targetWork } from './target-work.js';
import { scaleOf, wholeOf, type Value } from './value.js';
import type { Series, Work } from './work.js';

/** How a metric is worked out on a frame. */
export function workOf(metric: Metric, frame: Frame): Work {
  return formulaWork(metric.formula, frame);
}

function formulaWork(formula: Formula, frame: Frame): Work {
  switch (formula.kind) {
    case 'flow':
      return sumWork(formula.sources, frame, 'flow');
    case 'stock':
      return sumWork(formula.sources, frame, formula.at);
    case 'distinct':
      return sumWork([formula.source], frame, 'flow', { distinct: formula.of });
    case 'first-in-period':
      return sumWork([formula.source], frame, 'flow', { markBeforeWindow: true });
    case 'either': {
      const divided = formula.inTotal === true ? (frame.divided ?? []) : [];
      const asked = [...frame.by, ...Object.keys(frame.where), ...divided];
      const applies = asked.some((name) => formula.dimensions.includes(name));
      return formulaWork(applies ? formula.then : formula.otherwise, frame);
    }
    case 'transitions':
      return transitionWork(formula.source, frame);
    case 'ratio':
      return ratioWork(formula, frame);
    case 'quantile':
      return quantileWork(formula, frame);
    case 'target':
      return targetWork(frame);
    case 'attainment':
      return attainmentWork(frame, workOf);
  }
}

type Asking = Partial<Pick<SumRequest, 'distinct' | 'markBeforeWindow'>>;

function sumWork(sources: readonly Source[], frame: Frame, mode: Mode, asking: Asking = {}): Work {
  const requests = sources.map((source) => ({ ...requestOf(source, frame, frame.by, mode), ...asking }));
  return {
    requests,
    finish: (cells) => {
      const sums = new Sums(frame, mode);
      cells.forEach((list, i) => sums.addAll(list, BigInt(sources[i]?.sign ?? 1)));
      return sums.series();
    },
  };
}

/** Groups by both ends, leaves out what stays where it is, adds the rest up by what was asked. */
function transitionWork(source: Source, frame: Frame): Work {
  const pairs = transitionPairs(frame.asked);
  const extra = pairs.flat().filter((name) => !frame.by.includes(name));
  const group = [...frame.by, ...extra];
  return {
    requests: [requestOf(source, frame, group)],
    finish: ([cells = []]) => {
      const moved = cells.filter((cell) =>
        pairs.some(([from, to]) => cell.group[group.indexOf(from)] !== cell.group[group.indexOf(to)]),
      );
      const sums = new Sums(frame, 'flow');
      sums.addAll(
        moved.map((cell) => ({ ...cell, group: cell.group.slice(0, frame.by.length) })),
        1n,
      );
      return sums.series();
    },
  };
}

type Ratio = Extract<Formula, { kind: 'ratio' }>;

function ratioWork({ numerator, denominator, where = {} }: Ratio, asked: Frame): Work {
  const frame = { ...asked, where: both(asked.where, where) };
  const parts = [...Object.entries(numerator), [denominator, 1] as const].map(([name, sign]) => {
    const metric = metricNamed(name);
    return { metric, sign: BigInt(sign), work: workOf(metric, frame) };
  });
  const top = parts.slice(0, -1);
  const bottom = parts.at(-1) as (typeof parts)[number];
  return {
    requests: parts.flatMap(({ work }) => work.requests),
    finish: (cells) => {
      let at = 0;
      const series = parts.map(({ work }) => work.finish(cells.slice(at, (at += work.requests.length))));
      const under = series.at(-1) as Series;
      const keys = new Set(series.flatMap((one) => [...one.keys()]));
      const values = [...keys].map((key): [string, Value[]] => [
        key,
        frame.windows.map((_, window) => ({
          numerator:
            top.reduce((sum, { sign }, i) => sum + sign * wholeOf(series[i]?.get(key)?.[window]), 0n) *
            scaleOf(bottom.metric.unit),
          denominator: wholeOf(under.get(key)?.[window]) * scaleOf(top[0]?.metric.unit ?? 'ratio'),
        })),
      ]);
      return new Map(values);
    },
  };
}

/** Cells of several requests added up per combination and window. */
class Sums {
  private readonly totals = new Map<string, { before: bigint; windows: bigint[] }>();
  private readonly asked: ReturnType<typeof askedWindows>;

  constructor(
    private readonly frame: Frame,
    private readonly mode: Mode,
  ) {
    this.asked = askedWindows(frame, mode);
  }

  addAll(cells: readonly Cell[], sign: bigint): void {
    for (const { window, group, sums } of cells) {
      const key = JSON.stringify(group);
      const total = this.totals.get(key) ?? { before: 0n, windows: this.frame.windows.map(() => 0n) };
      this.totals.set(key, total);
      const index = this.asked[window]?.index ?? -1;
      const amount = sign * (sums[0] ?? 0n);
      if (index < 0) total.before += amount;
      else total.windows[index] = (total.windows[index] ?? 0n) + amount;
    }
  }

  /** What came in each window, or has come together by its start or end. */
  series(): Series {
    return new Map(
      [...this.totals].map(([key, { before, windows }]) => {
        if (this.mode === 'flow') return [key, windows];
        let level = before;
        return [
          key,
          windows.map((change) => (this.mode === 'start' ? [level, (level += change)][0] : (level += change))),
        ];
      }),
    );
  }
}
