import { divideHalfEven } from '#kernel/decimal.js';
import { targetOf, type Frame } from './frame.js';
import type { Target } from './target.js';
import { scaleOf, wholeOf, type Value } from './value.js';
import type { Series, Work } from './work.js';

const MILLION = 1_000_000n;

/** The targets of a frame, per combination and window, in millionths. */
export function targetWork(frame: Frame): Work {
  return { requests: [], finish: () => targetSeries(frame) };
}

/** actual / target. */
export function attainmentWork(frame: Frame, actual: Work): Work {
  const { metric } = targetOf(frame);
  return {
    requests: actual.requests,
    finish: (cells) => {
      const targets = targetSeries(frame);
      const reached = actual.finish(cells);
      return new Map(
        [...targets].map(([key, values]): [string, Value[]] => [
          key,
          values.map((target, window) => ({
            numerator: wholeOf(reached.get(key)?.[window]) * MILLION,
            denominator: wholeOf(target) * scaleOf(metric.unit),
          })),
        ]),
      );
    },
  };
}

function targetSeries(frame: Frame): Series {
  const series = new Map<string, bigint[]>();
  for (const target of chosen(frame)) {
    const key = JSON.stringify(frame.by.map((name) => target.where[name]?.[0] ?? ''));
    const sums = series.get(key) ?? frame.windows.map(() => 0n);
    series.set(
      key,
      sums.map((sum, i) => sum + inWindow(target, frame.windows[i]?.from ?? -Infinity, frame.windows[i]?.to ?? 0)),
    );
  }
  return series;
}

/**
 * The targets a question is about: those set at its own level (their dimensions are just those it names), of several for the same the
 * last one; where there are none, those of the next finer level, added up.
 */
function chosen(frame: Frame): readonly Target[] {
  const known = targetOf(frame).set.filter(({ recorded }) => recorded <= (frame.knownAt ?? Infinity));
  const inForce = new Map(known.map((target) => [JSON.stringify([target.where, target.from, target.to]), target]));
  const fitting = [...inForce.values()].filter(({ where }) => fits(where, frame));
  const depth = Math.min(...fitting.map(({ where }) => Object.keys(where).length));
  const level = fitting.find(({ where }) => Object.keys(where).length === depth);
  const names = Object.keys(level?.where ?? {})
    .sort()
    .join();
  return fitting.filter(({ where }) => Object.keys(where).sort().join() === names);
}

/** It names every dimension of the question, one value where the question divides by it, and none that the question leaves out. */
function fits(where: Target['where'], { asked, by, where: filters, divided }: Frame): boolean {
  return (
    asked.every((name) => name in where) &&
    [...by, ...(divided ?? [])].every((name) => where[name]?.length === 1) &&
    Object.entries(filters).every(([name, values]) => where[name]?.every((value) => values.includes(value)) ?? false)
  );
}

/** The part of a target that falls into a window. Rounded half-even on what has come together by its end and its start, so that parts sum to the whole. */
function inWindow({ from, to, value }: Target, first: number, last: number): bigint {
  const days = BigInt(to - from + 1);
  const until = (day: number): bigint => {
    const elapsed = BigInt(Math.max(0, Math.min(day, to) - from + 1));
    return divideHalfEven(value * elapsed, days);
  };
  return first > last ? 0n : until(last) - (first === -Infinity ? 0n : until(first - 1));
}
