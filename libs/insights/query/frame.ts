import type { Window } from '#kernel/views.schema.js';
import type { Metric } from './metric.js';
import type { Target } from './target.js';

/** Over which windows, by what and for what a set of metrics is worked out. */
export interface Frame {
  /** What a metric's flows count in, in order; a window that is cut away entirely has `to` < `from`. */
  readonly windows: readonly Window[];
  readonly by: readonly string[];
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** Every dimension the question names, also where this frame is a total. */
  readonly asked: readonly string[];
  /** Only facts recorded on or before this day. */
  readonly knownAt?: number;
  /** The dimensions the rows of the question are divided by, where this frame is their total. */
  readonly divided?: readonly string[];
  /** The metric that targets are asked of, and the targets set for it; absent where the question asks for none. */
  readonly target?: { readonly metric: Metric; readonly set: readonly Target[] };
}

export function targetOf({ target }: Frame): NonNullable<Frame['target']> {
  if (target === undefined) throw new Error('a question about targets without the metric they are of');
  return target;
}

/** The windows a frame asks the views for: all before the first one, and those that are not empty. */
export function askedWindows({ windows }: Frame): readonly Window[] {
  const [first] = windows;
  // A first window that is cut away entirely ends before it begins: nothing after its end is seen.
  const before = first?.from === undefined ? [] : [{ to: Math.min(first.from - 1, first.to) }];
  return [...before, ...windows.filter(isNotEmpty)];
}

/** For each window asked, the frame's window it is; -1 for all before the first. */
export function frameIndexes({ windows }: Frame): readonly number[] {
  const before = windows[0]?.from === undefined ? [] : [-1];
  return [...before, ...windows.flatMap((window, index) => (isNotEmpty(window) ? [index] : []))];
}

function isNotEmpty({ from = -Infinity, to }: Window): boolean {
  return from <= to;
}
