import type { Cell } from '#kernel/ports/views.js';
import type { Frame } from '../frame.js';
import type { Plan, Series } from '../plan.js';
import { wholeOf, type Fraction } from '../value.js';
import type { FormulaPage } from './page.js';
import { requestOf, type Source } from './source.js';
import { Sums } from './sums.js';

/**
 * Of the records that have something of a level at the start of a period, what they have of it at its end / what they had. Those that come
 * later are in neither. In a part: of those that had something in it, what they have in it.
 */
export interface Retention {
  readonly kind: 'retention';
  readonly source: Source;
  /** Metrics of the level at the start and at the end, which have records. */
  readonly instead: readonly string[];
}

export const retention: FormulaPage<Retention> = {
  kind: 'retention',
  plan: ({ source }, frame) => retentionPlan(source, frame),
  sources: ({ source }) => [source],
  behind: ({ instead }) => ({ instead }),
};

const MODES = ['start', 'end'] as const;

function retentionPlan(source: Source, frame: Frame): Plan {
  return {
    requests: MODES.map((mode) => requestOf(source, frame, [...frame.by, 'record'], mode)),
    finish: ([opening = [], closing = []]) => {
      const start = levels(opening, frame, 'start');
      const end = levels(closing, frame, 'end');
      const kept = new Map<string, Fraction[]>();
      for (const [key, had] of start) {
        const group = JSON.stringify((JSON.parse(key) as readonly string[]).slice(0, -1));
        const sums = kept.get(group) ?? frame.windows.map(() => ({ numerator: 0n, denominator: 0n }));
        const has = end.get(key);
        const of = sums.map((sum, window) => plusRecord(sum, wholeOf(had[window]), wholeOf(has?.[window])));
        kept.set(group, of);
      }
      return kept;
    },
  };
}

function levels(cells: readonly Cell[], frame: Frame, mode: (typeof MODES)[number]): Series {
  const sums = new Sums(frame, mode);
  sums.addAll(cells, 1n);
  return sums.series();
}

function plusRecord({ numerator, denominator }: Fraction, had: bigint, has: bigint): Fraction {
  return had > 0n ? { numerator: numerator + has, denominator: denominator + had } : { numerator, denominator };
}
