import type { Basis } from '#kernel/ports/basis.js';
import type { Window } from '#kernel/ports/views-schema.js';
import type { Metric } from './metric.js';
import type { Rows } from './rows.js';
import type { Span } from './span.js';
import type { Target } from './target.js';

/** Over which windows, by what and for what a set of metrics is worked out. */
export interface Frame {
  /** What a metric's flows count in, in order; a window that is cut away entirely has `to` < `from`. */
  readonly windows: readonly Span[];
  readonly by: readonly string[];
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** Every dimension the question names, also where this frame is a total. */
  readonly asked: readonly string[];
  /** The day the question is as of: no window reaches beyond it. */
  readonly asOf: number;
  /** Only facts recorded on or before this day. */
  readonly knownAt?: number;
  /** On what amounts are counted; on what is frozen in the facts where absent. */
  readonly basis?: Basis;
  /** The dimensions the rows of the question are divided by, where this frame is their total. */
  readonly divided?: readonly string[];
  /** The metric that targets are asked of, and the targets set for it; absent where the question asks for none. */
  readonly target?: { readonly metric: Metric; readonly set: readonly Target[] };
  /** Only facts of these: the catalogue that plans a question says so, nobody else. */
  readonly rows?: Rows;
}

export function targetOf({ target }: Frame): NonNullable<Frame['target']> {
  if (target === undefined) throw new Error('a question about targets without the metric they are of');
  return target;
}

/** What a frame asks the views for: days, and which of the frame's windows they are, or are the first up to which they count. */
export interface AskedWindow {
  readonly days: Window;
  readonly index: number;
}

/** How a figure comes from windows: from what is in each, or from all up to its start or end. */
export type Mode = 'flow' | 'start' | 'end';

/** The days to ask for, ascending. Levels need all there was before, too: each is asked for what came since the one before. */
export function askedWindows({ windows }: Frame, mode: Mode): readonly AskedWindow[] {
  const asked = windows.map((days, index): AskedWindow => ({ days, index }));
  if (mode === 'flow') return asked.filter(isNotEmpty);
  const ends = windows.map((window) => endOf(window, mode));
  return ends
    .map((to, index): AskedWindow => {
      const before = ends[index - 1];
      return { days: before === undefined ? { to } : { from: before + 1, to }, index };
    })
    .filter(isNotEmpty);
}

/** A window that is cut away entirely ends before it begins: nothing after its end is seen. */
function endOf({ from, to }: Span, mode: 'start' | 'end'): number {
  return mode === 'end' ? to : Math.min(from - 1, to);
}

function isNotEmpty({ days: { from = -Infinity, to } }: AskedWindow): boolean {
  return from <= to;
}
