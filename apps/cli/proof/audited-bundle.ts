import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditedLog } from '#book/proof/audited-log.js';
import { textsOf } from '#kernel/ports/append-size.js';
import type { StoredEvent } from '#kernel/ports/log-tree.js';
import { openCheckpoint } from '#merkle/checkpoint.js';
import { NotProven } from '#merkle/not-proven.js';
import { readProof } from '#merkle/proof-text.js';
import type { NoteKey } from '#merkle/signed-note.js';
import { tilePath } from '#merkle/tile-path.js';
import { EVENTS, MANIFEST, readEvents, type Manifest } from '../exported-events.js';
import { UsageError } from '../usage-error.js';
import { CHECKPOINT, PROOF, type ProofManifest } from './bundle.js';

/** What `export --proof` has written. @throws UsageError where it is not all there @throws NotProven where its head is none of the key */
export async function openBundle(folder: string, key: NoteKey): Promise<AuditedLog> {
  const manifest = JSON.parse(await textIn(folder, MANIFEST)) as Manifest & { readonly proof?: ProofManifest };
  if (manifest.proof === undefined)
    throw new UsageError(`${folder} is an export without what proves it: make it with tally export --proof`);
  const head = openCheckpoint(await textIn(folder, CHECKPOINT), key);
  if (head.size !== manifest.events)
    throw new NotProven(
      `the head is of ${String(head.size)} events, and the bundle of ${String(manifest.events)}: it is an old one, or that of another bundle`,
    );
  const text = await textIn(folder, PROOF);
  const { size, root } = openCheckpoint(readProof(text).checkpoint, key);
  if (size !== head.size || !root.equals(head.root))
    throw new NotProven(`the proof in ${PROOF} is of a head of ${String(size)} events, and ${CHECKPOINT} has another`);
  return {
    head,
    proofs: [{ position: Number(manifest.proof.position), text }],
    pages: () => storedIn(join(folder, EVENTS)),
    tile: (tile) => bytesIn(join(folder, 'tile'), tilePath(tile)),
    close: () => Promise.resolve(),
  };
}

async function* storedIn(file: string): AsyncIterable<readonly StoredEvent[]> {
  for await (const page of readEvents(file)) yield page.map((event) => ({ event, texts: textsOf(event) }));
}

async function textIn(folder: string, name: string): Promise<string> {
  return (await bytesIn(folder, name)).toString('utf8');
}

async function bytesIn(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    throw new UsageError(`${join(folder, name)} cannot be read: ${(error as Error).message}`);
  }
}
