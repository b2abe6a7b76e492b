import { behind } from './behind.js';
import { targetOf, type Frame } from './frame.js';
import type { Metric } from './metric.js';
import type { Span } from './span.js';
import type { Target } from './target.js';
import { common, heldIn, heldTargets, union, type HeldTarget } from './target-days.js';
import { scaleOf, wholeOf, type Value } from './value.js';
import type { Series, Work } from './work.js';

const MILLION = 1_000_000n;

/** The targets of a frame, per combination and window, in millionths. */
export function targetWork(frame: Frame): Work {
  return { requests: [], finish: () => sums(frame, heldBy(frame)) };
}

/** actual / target, both over the days of each window that have a target. */
export function attainmentWork(frame: Frame, workOf: (metric: Metric, frame: Frame) => Work): Work {
  const { metric } = targetOf(frame);
  const held = heldBy(frame);
  const days = new Map([...held].map(([key, targets]) => [key, union(targets.flatMap((one) => one.days))]));
  const pieces = piecesOf(frame, [...days.values()]);
  const counted = countedWork(metric, { ...frame, windows: pieces.map(({ span }) => span) }, workOf);
  return {
    requests: counted.requests,
    finish: (cells) => {
      const actual = counted.finish(cells);
      return new Map(
        [...sums(frame, held)].map(([key, values]): [string, Value[]] => [
          key,
          values.map((target, window) => {
            const own = pieces.map(
              ({ span, window: of }) => of === window && common(days.get(key) ?? [], span).length > 0,
            );
            return {
              numerator: (actual.get(key)?.(own) ?? 0n) * MILLION,
              denominator: wholeOf(target) * scaleOf(metric.unit),
            };
          }),
        ]),
      );
    },
  };
}

/** A stretch of a window whose days have a target for just the same combinations. */
interface Piece {
  readonly span: Span;
  readonly window: number;
}

function piecesOf({ windows }: Frame, days: readonly (readonly Span[])[]): readonly Piece[] {
  const starts = days.flatMap((spans) => spans.flatMap(({ from, to }) => [from, to + 1])).sort((a, b) => a - b);
  const covered = union(days.flat());
  return windows.flatMap((whole, window) =>
    common(covered, whole).flatMap((span) => {
      const cuts = [span.from, ...starts.filter((day) => day > span.from && day <= span.to), span.to + 1];
      return [...new Set(cuts)].slice(0, -1).map((from, i, all) => {
        const to = (all[i + 1] ?? span.to + 1) - 1;
        return { span: { from, to }, window };
      });
    }),
  );
}

/** What a metric comes to over those of a frame's windows that are picked, per combination. */
interface Counted {
  readonly requests: Work['requests'];
  finish(cells: Parameters<Work['finish']>[0]): ReadonlyMap<string, (picked: readonly boolean[]) => bigint>;
}

/** A sum where days add up; where customers count once however often they come, each of them by itself. */
function countedWork(metric: Metric, frame: Frame, workOf: (metric: Metric, frame: Frame) => Work): Counted {
  const isOfMembers = !metric.additive && behind(metric) === 'customer';
  const work = workOf(metric, isOfMembers ? { ...frame, by: [...frame.by, 'customer'] } : frame);
  const over = (values: readonly (Value | undefined)[], picked: readonly boolean[]): bigint =>
    values.reduce<bigint>((sum, value, i) => (picked[i] === true ? sum + wholeOf(value) : sum), 0n);
  return {
    requests: work.requests,
    finish: (cells) => {
      const series = work.finish(cells);
      if (!isOfMembers) return new Map([...series].map(([key, values]) => [key, (picked) => over(values, picked)]));
      const members = Map.groupBy(series, ([key]) =>
        JSON.stringify((JSON.parse(key) as readonly string[]).slice(0, -1)),
      );
      return new Map(
        [...members].map(([key, own]) => [
          key,
          (picked) => BigInt(own.filter(([, values]) => over(values, picked) > 0n).length),
        ]),
      );
    },
  };
}

function sums(frame: Frame, held: ReadonlyMap<string, readonly HeldTarget[]>): Series {
  return new Map(
    [...held].map(([key, targets]) => [
      key,
      frame.windows.map((window) => targets.reduce((sum, one) => sum + heldIn(one, window), 0n)),
    ]),
  );
}

/** Per combination the targets that it takes, each with the days on which it holds among those for the same. */
function heldBy(frame: Frame): ReadonlyMap<string, readonly HeldTarget[]> {
  const alike = Map.groupBy(chosen(frame), ({ where }) => dimensionsOf(where));
  const held = [...alike.values()].flatMap(heldTargets);
  return Map.groupBy(held, ({ target }) => JSON.stringify(frame.by.map((name) => target.where[name]?.[0] ?? '')));
}

/** Equal for equal values of equal dimensions, in whatever order they were named. */
function dimensionsOf(where: Target['where']): string {
  return JSON.stringify(
    Object.entries(where)
      .map(([name, values]) => [name, values.toSorted()])
      .sort(),
  );
}

/**
 * The targets a question is about: those set at its own level (their dimensions are just those it names); where there are none, those of
 * the next finer level, added up.
 */
function chosen(frame: Frame): readonly Target[] {
  const known = targetOf(frame).set.filter(({ recorded }) => recorded <= (frame.knownAt ?? Infinity));
  const fitting = known.filter(({ where }) => fits(where, frame));
  const depth = Math.min(...fitting.map(({ where }) => Object.keys(where).length));
  const level = fitting.find(({ where }) => Object.keys(where).length === depth);
  const names = namesOf(level?.where ?? {});
  return fitting.filter(({ where }) => namesOf(where) === names);
}

function namesOf(where: Target['where']): string {
  return Object.keys(where).sort().join();
}

/** It names every dimension of the question, one value where the question divides by it, and none that the question leaves out. */
function fits(where: Target['where'], { asked, by, where: filters, divided }: Frame): boolean {
  return (
    asked.every((name) => name in where) &&
    [...by, ...(divided ?? [])].every((name) => where[name]?.length === 1) &&
    Object.entries(filters).every(([name, values]) => where[name]?.every((value) => values.includes(value)) ?? false)
  );
}
