import type { Minimum } from './nelder-mead.js';

/** A function at a place, and how it rises from there along each axis. */
export interface Slope {
  readonly value: number;
  readonly gradient: readonly number[];
}

interface Place extends Slope {
  readonly x: readonly number[];
}

type Matrix = readonly (readonly number[])[];

export interface QuasiNewtonOptions {
  /** No axis is followed further than so far from 0, to either side. */
  readonly bound: number;
  readonly maxIterations?: number;
}

/** It ends where no axis rises by more than this, relative to the size of the value. */
const FLAT = 1e-12;
/** Of what the slope promises a step has to gain so much. */
const GAIN = 1e-4;
/** What the value of a sum of many is off by, relative to its size. */
const ROUNDING = 1e-13;
/** No step is longer: the slope says little of what is far away. */
const LONGEST = 2;
const MOST_HALVINGS = 40;
/** So many steps that gain less than rounding are the last. */
const MOST_IDLE = 3;
/** So far along to the side of the box it is reached: the last bit of the way gains nothing. */
const NEAR = 0.999;

/**
 * A minimum within a box, by values and slopes (Broyden, Fletcher, Goldfarb and Shanno 1970, on the axes that do not push against the
 * box, Bertsekas 1982): some tens of values, where `nelderMead` needs hundreds. The same steps each time. Where the function has no number
 * no step goes.
 */
export function quasiNewton(
  f: (x: readonly number[]) => Slope,
  start: readonly number[],
  { bound, maxIterations = 200 }: QuasiNewtonOptions,
): Minimum {
  const at = (x: readonly number[]): Place => ({ x, ...f(x) });
  let here = at(start);
  let inverse: Matrix | undefined;
  for (let [round, idle] = [0, 0]; round < maxIterations && idle < MOST_IDLE; round++) {
    const slope = freeSlope(here, bound);
    if (largest(slope) <= FLAT * Math.max(1, Math.abs(here.value))) break;
    const next = gone(here, towards(slope, inverse), bound, at);
    if (next === undefined && inverse === undefined) break;
    // What is known of all axes together says nothing of some of them alone.
    inverse = next !== undefined && hasSameSides(here, next, bound) ? learned(inverse, here, next, bound) : undefined;
    if (next === undefined) continue;
    idle = isSame(next, here) ? idle + 1 : 0;
    here = next;
  }
  return here;
}

function isSame(a: Slope, b: Slope): boolean {
  return Math.abs(a.value - b.value) <= ROUNDING * Math.abs(b.value);
}

function hasSameSides(a: Place, b: Place, bound: number): boolean {
  const [before, after] = [freeSlope(a, bound), freeSlope(b, bound)];
  return before.every((rise, i) => (rise === 0) === (after[i] === 0));
}

/** 0 along those axes that would be left to the outside. */
function freeSlope({ x, gradient }: Place, bound: number): readonly number[] {
  return gradient.map((rise, i) => {
    const value = x[i] as number;
    return Math.abs(value) < NEAR * bound || Math.sign(value) === Math.sign(rise) ? rise : 0;
  });
}

/** Where to go by what is known of the curvature; straight down where nothing is. */
function towards(slope: readonly number[], inverse: Matrix | undefined): readonly number[] {
  const down = slope.map((rise) => -rise);
  const newton = inverse?.map((row, i) => (slope[i] === 0 ? 0 : dot(row, down)));
  const direction = newton !== undefined && dot(newton, slope) < 0 ? newton : down;
  const length = Math.sqrt(dot(direction, direction));
  return length <= LONGEST && direction === newton ? direction : direction.map((one) => (LONGEST * one) / length);
}

/** The first of ever shorter steps that gains enough; undefined where none does. */
function gone(
  here: Place,
  direction: readonly number[],
  bound: number,
  at: (x: readonly number[]) => Place,
): Place | undefined {
  // Straight on as far as the box goes: pushed along its side it would leave the valley it is in.
  const room = here.x.map((value, i) => {
    const along = direction[i] as number;
    return along === 0 ? Infinity : (Math.sign(along) * bound - value) / along;
  });
  for (let [share, tries] = [Math.min(1, ...room), 0]; tries < MOST_HALVINGS; share /= 2, tries++) {
    const x = here.x.map((value, i) =>
      share === room[i] ? Math.sign(direction[i] as number) * bound : value + share * (direction[i] as number),
    );
    const next = at(x);
    if (!Number.isFinite(next.value)) continue;
    const promised = dot(here.gradient, minus(x, here.x));
    if (promised < 0 && next.value <= here.value + GAIN * promised) return next;
    // Near the bottom what is gained is less than rounding, and a flatter place is a better one.
    if (isSame(next, here)) return largest(freeSlope(next, bound)) < largest(freeSlope(here, bound)) ? next : undefined;
  }
  return undefined;
}

/** The inverse of the curvature with what a step says of it; as it was where the step says nothing. */
function learned(inverse: Matrix | undefined, from: Place, to: Place, bound: number): Matrix | undefined {
  const s = minus(to.x, from.x);
  const y = minus(freeSlope(to, bound), freeSlope(from, bound));
  const along = dot(s, y);
  if (!(along > 0)) return inverse;
  const size = along / dot(y, y);
  const known = inverse ?? s.map((_, i) => s.map((__, j) => (i === j ? size : 0)));
  const moved = known.map((row) => dot(row, y));
  const twice = (1 + dot(y, moved) / along) / along;
  return known.map((row, i) =>
    row.map((value, j) => {
      const [si, sj] = [s[i] as number, s[j] as number];
      return value + twice * si * sj - (si * (moved[j] as number) + (moved[i] as number) * sj) / along;
    }),
  );
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}

function minus(a: readonly number[], b: readonly number[]): readonly number[] {
  return a.map((value, i) => value - (b[i] as number));
}

function largest(values: readonly number[]): number {
  return Math.max(...values.map(Math.abs));
}
