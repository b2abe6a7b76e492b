import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Client } from '#client/index.js';
import { readProof } from '#merkle/proof-text.js';
import { tilePath, type NamedTile } from '#merkle/tile-path.js';
import { tileWidth } from '#merkle/tiles.js';
import { writeOwnFile } from '#platform/own-file.js';

/** Files of a bundle for an auditor, beside those that every export has; tiles are under `tile/`, all named as C2SP has them. */
export const CHECKPOINT = 'checkpoint';
export const PROOF = 'event.tlog-proof';
export const FIGURES = 'figures.json';

/** What the manifest of an export says of them. */
export interface ProofManifest {
  /** Of the event that the proof is of. */
  readonly position: string;
  /** Events that the head is of. */
  readonly size: number;
}

/** Takes away what an earlier bundle has left in the folder. */
export async function removeProof(folder: string): Promise<void> {
  for (const name of [CHECKPOINT, PROOF, FIGURES, 'tile'])
    await rm(join(folder, name), { recursive: true, force: true });
}

/**
 * Writes a signed head that has the event at a position, the proof that it does, and all tiles of its tree.
 * @throws ProblemError `head-unknown` where the server signs none
 */
export async function writeProof(book: Client, position: string, folder: string): Promise<ProofManifest> {
  const proof = await book.proveLog({ position });
  const { checkpoint } = readProof(proof);
  const size = sizeIn(checkpoint);
  await writeOwnFile(join(folder, PROOF), proof);
  await writeOwnFile(join(folder, CHECKPOINT), checkpoint);
  for (const tile of tilesOf(size)) {
    const path = tilePath(tile);
    const file = join(folder, 'tile', path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeOwnFile(file, await book.readTile(path));
  }
  return { position, size };
}

/** All tiles of a tree, those of what its leaves hold among them. */
export function* tilesOf(size: number): Iterable<NamedTile> {
  for (let level = 0; tileWidth({ level, number: 0 }, size) > 0; level++)
    for (let number = 0, width; (width = tileWidth({ level, number }, size)) > 0; number++) {
      yield { level, number, width };
      if (level === 0) yield { level: 'entries', number, width };
    }
}

/** Who checks the signature does so with a key of their own: here it only says how much there is to be fetched. */
function sizeIn(checkpoint: string): number {
  return Number(checkpoint.split('\n', 2)[1]);
}
