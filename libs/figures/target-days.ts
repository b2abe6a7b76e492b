import { divideHalfEven } from '#kernel/decimal.js';
import { isEmpty, type Span } from './span.js';
import type { Target } from './target.js';

/** A target and the days on which it holds. */
export interface HeldTarget {
  readonly target: Target;
  /** Ascending, apart from each other. */
  readonly days: readonly Span[];
}

/**
 * On which days each of several targets for the same holds: on a day covered by several the one with the shortest span, of equally long
 * ones the one set last. Those that hold on no day are left out.
 */
export function heldTargets(targets: readonly Target[]): readonly HeldTarget[] {
  const byPrecedence = targets.toSorted((a, b) => a.to - a.from - (b.to - b.from) || b.position - a.position);
  const held: HeldTarget[] = [];
  let taken: readonly Span[] = [];
  for (const target of byPrecedence) {
    const days = without([target], taken);
    taken = union([...taken, ...days]);
    if (days.length > 0) held.push({ target, days });
  }
  return held;
}

/** The part of a target that falls on the days of a window on which it holds, millionths. */
export function heldIn({ target, days }: HeldTarget, window: Span): bigint {
  return common(days, window).reduce((sum, span) => sum + valueOf(target, span), 0n);
}

/** The days that are in any of some spans, in as few spans as possible. */
export function union(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last === undefined || span.from > last.to + 1) joined.push(span);
    else joined.splice(-1, 1, { from: last.from, to: Math.max(last.to, span.to) });
  }
  return joined;
}

/** The days of some spans that lie in a window. */
export function common(spans: readonly Span[], window: Span): readonly Span[] {
  return spans
    .map(({ from, to }) => ({ from: Math.max(from, window.from), to: Math.min(to, window.to) }))
    .filter((span) => !isEmpty(span));
}

function without(spans: readonly Span[], taken: readonly Span[]): readonly Span[] {
  return taken.reduce<readonly Span[]>(
    (rest, { from, to }) =>
      rest.flatMap((span) =>
        [
          { from: span.from, to: Math.min(span.to, from - 1) },
          { from: Math.max(span.from, to + 1), to: span.to },
        ].filter((piece) => !isEmpty(piece)),
      ),
    spans,
  );
}

/** Spread evenly. Rounded half-even on what has come together by the end and before the start, so that parts sum to the whole. */
function valueOf({ from, to, value }: Target, span: Span): bigint {
  const days = BigInt(to - from + 1);
  const until = (day: number): bigint => divideHalfEven(value * BigInt(day - from + 1), days);
  return until(span.to) - until(span.from - 1);
}
