import { EMPTY_ROOT, nodeHash } from './hashes.js';

/** The root over the leaves from one index to before another, as RFC 6962 splits them. */
export type RangeRoot = (start: number, end: number) => Buffer;

/** Gives the root over 2^level leaves, the `place`th such group from the left. */
export type FullNode = (level: number, place: number) => Buffer;

/** The largest power of two below a size of at least 2: where a tree parts in two. */
export function splitOf(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/** The roots of ranges by those of full ones. */
export function rangeRoots(node: FullNode): RangeRoot {
  const root: RangeRoot = (start, end) => {
    const size = end - start;
    if (size === 0) return EMPTY_ROOT;
    const level = Math.log2(size);
    if (Number.isInteger(level)) return node(level, start / size);
    const middle = start + splitOf(size);
    return nodeHash(root(start, middle), root(middle, end));
  };
  return root;
}

/** The hashes that lead from a leaf to the root over `size` leaves, from below: RFC 6962, section 2.1.1. */
export function inclusionProof(index: number, size: number, root: RangeRoot): readonly Buffer[] {
  const path: Buffer[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      path.push(root(middle, end));
      end = middle;
    } else {
      path.push(root(start, middle));
      start = middle;
    }
  }
  return path.reverse();
}

/** The hashes that show the first `from` of `to` leaves to be those of the smaller tree: RFC 6962, section 2.1.2. None from an empty one. */
export function consistencyProof(from: number, to: number, root: RangeRoot): readonly Buffer[] {
  const path: Buffer[] = [];
  let start = 0;
  let end = to;
  if (from === 0) return path;
  while (end !== from) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      path.push(root(middle, end));
      end = middle;
    } else {
      path.push(root(start, middle));
      start = middle;
    }
  }
  // Who checks has the root over all that came first already.
  if (start > 0) path.push(root(start, end));
  return path.reverse();
}
