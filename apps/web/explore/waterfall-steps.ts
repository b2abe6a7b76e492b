import type { ChangePart, Explanation } from '#client/index.js';

/** One bar of a waterfall: where it begins and ends, as shares of the width, from 0 to 1. */
export interface Step {
  readonly part: ChangePart['part'] | 'a' | 'b';
  readonly value: string | number | null;
  readonly count: number;
  readonly from: number;
  readonly to: number;
  /** Whether it is one of the two figures, not a part of what is between them. */
  readonly isEnd: boolean;
}

/** The two figures with the parts between them, each beginning where the one before ends. */
export function stepsOf({ a, b, parts }: Explanation): readonly Step[] {
  let at = Number(a ?? 0);
  const between = parts.map(({ part, change, count }) => {
    const from = at;
    at += Number(change ?? 0);
    return { part, value: change, count, from, to: at, isEnd: false };
  });
  const end = (part: 'a' | 'b', value: Explanation['a']) => ({
    part,
    value,
    count: 0,
    from: 0,
    to: Number(value ?? 0),
    isEnd: true,
  });
  const steps: readonly Step[] = [end('a', a), ...between, end('b', b)];
  const points = steps.flatMap(({ from, to }) => [from, to]);
  const least = Math.min(0, ...points);
  const span = Math.max(0, ...points) - least || 1;
  return steps.map((step) => ({ ...step, from: (step.from - least) / span, to: (step.to - least) / span }));
}
