import { EMPTY_ROOT, nodeHash } from './hashes.js';
import { splitOf } from './proofs.js';

/** A tree as a signed head tells it. */
export interface TreeHead {
  /** Leaves. */
  readonly size: number;
  readonly root: Buffer;
}

/** Whether a leaf is where it is said to be in a tree, by the hashes that lead from it to the root. */
export function isIncluded(leaf: Buffer, index: number, head: TreeHead, proof: readonly Buffer[]): boolean {
  if (!(index >= 0 && index < head.size)) return false;
  const rest = [...proof];
  const root = rootFrom(leaf, index, head.size, rest);
  return rest.length === 0 && root?.equals(head.root) === true;
}

/** The root that a leaf and the hashes beside its way up make; takes them off the end. Undefined if there are too few. */
function rootFrom(leaf: Buffer, index: number, size: number, rest: Buffer[]): Buffer | undefined {
  if (size === 1) return leaf;
  const half = splitOf(size);
  const beside = rest.pop();
  if (beside === undefined) return undefined;
  const isLeft = index < half;
  const below = isLeft ? rootFrom(leaf, index, half, rest) : rootFrom(leaf, index - half, size - half, rest);
  if (below === undefined) return undefined;
  return isLeft ? nodeHash(below, beside) : nodeHash(beside, below);
}

/** Whether a tree begins with all that an earlier one had, by the hashes that show it. */
export function isConsistent(from: TreeHead, to: TreeHead, proof: readonly Buffer[]): boolean {
  if (from.size > to.size) return false;
  if (from.size === 0) return proof.length === 0 && from.root.equals(EMPTY_ROOT);
  const rest = [...proof];
  const roots = rootsFrom(from, to.size, rest);
  return rest.length === 0 && roots?.from.equals(from.root) === true && roots.to.equals(to.root);
}

interface Roots {
  readonly from: Buffer;
  readonly to: Buffer;
}

/** @param isWhole whether all that the earlier tree had is in this part of the later one: its root is known then */
function rootsFrom({ size, root }: TreeHead, to: number, rest: Buffer[], isWhole = true): Roots | undefined {
  if (size === to) {
    const same = isWhole ? root : rest.pop();
    return same === undefined ? undefined : { from: same, to: same };
  }
  const half = splitOf(to);
  const beside = rest.pop();
  if (beside === undefined) return undefined;
  if (size <= half) {
    const left = rootsFrom({ size, root }, half, rest, isWhole);
    return left === undefined ? undefined : { from: left.from, to: nodeHash(left.to, beside) };
  }
  const right = rootsFrom({ size: size - half, root }, to - half, rest, false);
  if (right === undefined) return undefined;
  return { from: nodeHash(beside, right.from), to: nodeHash(beside, right.to) };
}
