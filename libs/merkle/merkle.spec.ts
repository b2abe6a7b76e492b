import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isConsistent, isIncluded } from './check-proofs.js';
import { GrowingTree, type GrownTile } from './growing-tree.js';
import { EMPTY_ROOT, HASH_BYTES, leafHash } from './hashes.js';
import { consistencyProof, inclusionProof, rangeRoots, type RangeRoot } from './proofs.js';
import { nodesOfTiles, tileWidth, type TilePlace } from './tiles.js';

/** The leaves that Certificate Transparency's own tests have, and the roots over the first 1 to 8 of them. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => Buffer.from(hex, 'hex').toString('latin1'),
);
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** RFC 6962, section 2.1, word for word. */
function naiveRoot(leaves: readonly string[]): Buffer {
  const sha = (...parts: readonly (string | Buffer)[]): Buffer => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  if (leaves.length === 0) return sha('');
  if (leaves.length === 1) return sha(Buffer.from([0]), leaves[0] ?? '');
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return sha(Buffer.from([1]), naiveRoot(leaves.slice(0, half)), naiveRoot(leaves.slice(half)));
}

/** A tree of leaves, and how it is kept: tiles that are overwritten as they grow. */
class Kept {
  readonly tiles = new Map<string, Buffer>();
  tree = new GrowingTree();

  add(leaves: readonly string[]): this {
    for (const leaf of leaves) this.tree.add(leafHash(leaf));
    for (const { level, number, hashes } of this.tree.takeGrown())
      this.tiles.set(`${String(level)}/${String(number)}`, hashes);
    return this;
  }

  read({ level, number }: TilePlace): Buffer {
    const tile = this.tiles.get(`${String(level)}/${String(number)}`);
    if (tile === undefined) throw new Error(`no tile ${String(level)}/${String(number)}`);
    return tile;
  }

  /** The same tree, begun again from what is kept. */
  reopened(): this {
    const last: GrownTile[] = [];
    for (const [name, hashes] of this.tiles) {
      const [level = 0, number = 0] = name.split('/').map(Number);
      if ((last[level]?.number ?? -1) < number) last[level] = { level, number, hashes };
    }
    this.tree = new GrowingTree(last);
    return this;
  }

  get roots(): RangeRoot {
    return rangeRoots(nodesOfTiles((place) => this.read(place)));
  }
}

const texts = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `leaf ${String(i)}`);
const someTexts = fc.nat({ max: 700 }).map(texts);

describe('the tree of RFC 6962', () => {
  it('has the roots of the known leaves', () => {
    const { roots } = new Kept().add(LEAVES);
    expect(LEAVES.map((_, i) => roots(0, i + 1).toString('hex'))).toEqual(ROOTS);
    expect(roots(0, 0)).toEqual(EMPTY_ROOT);
  });

  it('has the known proofs', () => {
    const { roots } = new Kept().add(LEAVES);
    const hex = (proof: readonly Buffer[]): readonly string[] => proof.map((hash) => hash.toString('hex'));
    expect(roots(0, 8).toString('hex')).toBe(ROOTS[7]);
    expect(hex(inclusionProof(0, 8, roots))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(hex(consistencyProof(6, 8, roots))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(hex(consistencyProof(2, 5, roots))).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
  });

  it('has the root of the definition at every size, whenever it was begun again', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 300 }), { maxLength: 4 }), (parts) => {
        const kept = new Kept();
        const all = texts(parts.reduce((sum, part) => sum + part, 0));
        let size = 0;
        for (const part of parts) {
          kept.reopened().add(all.slice(size, size + part));
          size += part;
          expect(kept.tree.size).toBe(size);
          expect(kept.roots(0, size)).toEqual(naiveRoot(all.slice(0, size)));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('has tiles as wide as the tree is, three levels up', () => {
    const kept = new Kept().add(texts(65_793));
    for (const [name, hashes] of kept.tiles) {
      const [level = 0, number = 0] = name.split('/').map(Number);
      expect(hashes.length / HASH_BYTES).toBe(tileWidth({ level, number }, 65_793));
    }
    expect([...kept.tiles.keys()].filter((name) => !name.startsWith('0/'))).toEqual(['1/0', '2/0', '1/1']);
    expect(kept.roots(0, 65_793)).toEqual(naiveRoot(texts(65_793)));
    expect(tileWidth({ level: 0, number: 258 }, 65_793)).toBe(0);
  });

  it('proves every leaf and every earlier tree', () => {
    fc.assert(
      fc.property(someTexts, fc.nat(), fc.nat(), (all, at, before) => {
        const { roots } = new Kept().add(all);
        const head = { size: all.length, root: naiveRoot(all) };
        const from = before % (all.length + 1);
        const earlier = { size: from, root: naiveRoot(all.slice(0, from)) };
        expect(isConsistent(earlier, head, consistencyProof(from, all.length, roots))).toBe(true);
        if (all.length === 0) return;
        const index = at % all.length;
        const proof = inclusionProof(index, all.length, roots);
        expect(isIncluded(leafHash(all[index] ?? ''), index, head, proof)).toBe(true);
      }),
    );
  });

  it('believes no other leaf, place, head or path', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }).map(texts), fc.nat(), fc.nat(), (all, at, where) => {
        const { roots } = new Kept().add(all);
        const size = all.length;
        const head = { size, root: roots(0, size) };
        const index = at % size;
        const leaf = leafHash(all[index] ?? '');
        const proof = inclusionProof(index, size, roots);
        expect(isIncluded(leafHash('another'), index, head, proof)).toBe(false);
        expect(isIncluded(leaf, (index + 1) % size, head, proof)).toBe(false);
        expect(isIncluded(leaf, index, { size, root: roots(0, size - 1) }, proof)).toBe(false);
        for (const wrong of spoiled(proof, where)) expect(isIncluded(leaf, index, head, wrong)).toBe(false);
        expect(isIncluded(leaf, size, head, proof)).toBe(false);
        expect(isIncluded(leaf, -1, head, proof)).toBe(false);
      }),
    );
  });

  it('believes no earlier tree that was another one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }).map(texts), fc.nat(), fc.nat(), (all, before, where) => {
        const { roots } = new Kept().add(all);
        const size = all.length;
        const head = { size, root: roots(0, size) };
        const from = 1 + (before % (size - 1));
        const earlier = { size: from, root: roots(0, from) };
        const proof = consistencyProof(from, size, roots);
        const forked = naiveRoot([...all.slice(0, from - 1), 'forked']);
        expect(isConsistent({ size: from, root: forked }, head, proof)).toBe(false);
        expect(isConsistent(earlier, { size, root: forked }, proof)).toBe(false);
        for (const wrong of spoiled(proof, where)) expect(isConsistent(earlier, head, wrong)).toBe(false);
        expect(isConsistent(head, earlier, proof)).toBe(false);
        expect(isConsistent({ size: 0, root: forked }, head, [])).toBe(false);
      }),
    );
  });
});

/** A path with one hash changed, one too few, one too many. */
function spoiled(proof: readonly Buffer[], where: number): readonly (readonly Buffer[])[] {
  const changed = leafHash('changed');
  const place = where % Math.max(1, proof.length);
  return [
    [...proof, changed],
    [changed, ...proof],
    ...(proof.length === 0 ? [] : [proof.with(place, changed), proof.toSpliced(place, 1)]),
  ];
}
