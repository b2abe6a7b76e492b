import { NEVER_ENDS, strides, type OnStep } from './long-work.js';
import { rowAt, squaredAt, type Points } from './points.js';

export interface Settled {
  /** One after another. */
  readonly centres: Float64Array;
  readonly assignment: Uint16Array;
  readonly inertia: number;
}

const MOST_ROUNDS = 300;

/** Lloyd's rounds: moves centres to the means of the rows that are nearest to them, until none moves. */
export function settled(points: Points, from: Float64Array, onStep: OnStep = NEVER_ENDS): Settled {
  let centres = from;
  const assignment = new Uint16Array(points.count);
  const distances = new Float64Array(points.count);
  for (let round = 0; ; round++) {
    onStep();
    const moved = assign(points, centres, assignment, distances, onStep) || round === 0;
    if (!moved || round >= MOST_ROUNDS)
      return { centres, assignment, inertia: distances.reduce((sum, one) => sum + one, 0) };
    centres = meansOf(points, assignment, distances, centres.length / points.width);
  }
}

/** Puts each row to the centre that is nearest to it. @returns whether any was elsewhere before */
function assign(
  { count, width, values }: Points,
  centres: Float64Array,
  assignment: Uint16Array,
  distances: Float64Array,
  onStep: OnStep,
): boolean {
  let moved = false;
  for (const [from, to] of strides(count, onStep))
    for (let i = from; i < to; i++) {
      let place = 0;
      let least = Infinity;
      for (let at = 0; at < centres.length; at += width) {
        const distance = squaredAt(values, i * width, centres, at, width);
        if (distance < least) {
          place = at / width;
          least = distance;
        }
      }
      if (assignment[i] !== place) moved = true;
      assignment[i] = place;
      distances[i] = least;
    }
  return moved;
}

/** The means of groups; one that nobody is in any more goes to the row that is farthest from its centre. */
function meansOf(
  { count, width, values }: Points,
  assignment: Uint16Array,
  distances: Float64Array,
  groups: number,
): Float64Array {
  const sums = new Float64Array(groups * width);
  const counts = new Uint32Array(groups);
  for (let i = 0; i < count; i++) {
    const group = assignment[i] ?? 0;
    counts[group] = (counts[group] ?? 0) + 1;
    for (let j = 0; j < width; j++) {
      const at = group * width + j;
      sums[at] = (sums[at] ?? 0) + (values[i * width + j] ?? 0);
    }
  }
  for (const [group, inside] of counts.entries()) {
    const at = group * width;
    if (inside > 0) for (let j = at; j < at + width; j++) sums[j] = (sums[j] ?? 0) / inside;
    else sums.set(rowAt(values, farthest(distances), width), at);
  }
  return sums;
}

function farthest(distances: Float64Array): number {
  let found = 0;
  for (const [i, distance] of distances.entries()) if (distance > (distances[found] ?? 0)) found = i;
  return found;
}
