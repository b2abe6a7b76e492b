import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LogProof } from '#book/proof/log-proof.js';
import type { RecordedEvent } from '#kernel/event.js';
import { writeLog } from '#log-sqlite/copy.js';
import { SqliteLogTree } from '#log-sqlite/sqlite-log-tree.js';
import { signedCheckpoint } from '#merkle/checkpoint.js';
import { vkeyOf, type NoteSigner } from '#merkle/signed-note.js';
import { tilePath } from '#merkle/tile-path.js';
import { tilesOf } from '#apps/cli/proof/bundle.js';
import { describeWhere } from '../describe-where.js';

const SIZES = [1, 255, 256, 257, 65_536, 70_000];
const PROGRAM = join(import.meta.dirname, '../reference');
const ENV = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/local/go/bin`, GOTOOLCHAIN: 'local' };

/** Why Go's own code cannot be run here. */
function missing(): string | undefined {
  const { status, stderr, error } = spawnSync('go', ['mod', 'download'], { cwd: PROGRAM, env: ENV, encoding: 'utf8' });
  if (error !== undefined) return 'needs go 1.24 or later in the PATH or in /usr/local/go/bin';
  return status === 0 ? undefined : `needs golang.org/x/mod from the Go module proxy: ${stderr.trim()}`;
}

describeWhere(
  missing(),
  'access, contract test 34: what a log hands out, read by the code of Go’s checksum database',
  () => {
    let folder: string;
    let signer: NoteSigner;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'tally-reference-'));
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
      signer = { name: 'tallybook/reference', publicKey: raw, sign: (text) => sign(null, text, privateKey) };
      await writeLog(join(folder, 'log.sqlite'), events(Math.max(...SIZES)), '2026-01-01T00:00:00.000Z');
      const tree = SqliteLogTree.openReader(join(folder, 'log.sqlite'));
      for (const size of SIZES) await handOut(tree, size);
      await tree.close();
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    /** What a server would hand out of a log of so many events. */
    async function handOut(tree: SqliteLogTree, size: number): Promise<void> {
      const proof = new LogProof(tree, undefined);
      const to = join(folder, String(size));
      for (const tile of tilesOf(size)) {
        const file = join(to, 'tile', tilePath(tile));
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, await proof.tile(tilePath(tile)));
      }
      await writeFile(join(to, 'checkpoint'), signedCheckpoint({ size, root: await tree.root(size) }, signer));
      await writeFile(join(to, 'proofs'), (await proofsOf(tree, size)).join('\n'));
    }

    it('has the same roots at every size, and its proofs are right', () => {
      const read = execFileSync(
        'go',
        ['run', '.', vkeyOf(signer), ...SIZES.map((size) => join(folder, String(size)))],
        {
          cwd: PROGRAM,
          env: ENV,
          encoding: 'utf8',
        },
      );
      expect(read.trim().split('\n')).toEqual(
        SIZES.map(
          (size) => `${String(size)} leaves, ${String(size)} entries, ${String(places(size).length * 2)} proofs`,
        ),
      );
    });
  },
);

/** Indexes on both sides of where a tree parts. */
function places(size: number): readonly number[] {
  const around = [0, 1, 127, 128, 254, 255, 256, 257, 65_535, 65_536, 65_537, size - 2, size - 1];
  return [...new Set(around)].filter((index) => index >= 0 && index < size);
}

async function proofsOf(tree: SqliteLogTree, size: number): Promise<readonly string[]> {
  const text = (hashes: readonly Buffer[]): string => hashes.map((hash) => hash.toString('base64')).join(' ');
  const lines = places(size).map(async (index) => [
    `record ${String(index)} ${text(await tree.inclusionProof(index, size))}`,
    `tree ${String(index + 1)} ${text([await tree.root(index + 1), ...(await tree.consistencyProof(index + 1, size))])}`,
  ]);
  return (await Promise.all(lines)).flat();
}

async function* events(count: number): AsyncIterable<readonly RecordedEvent[]> {
  for (let from = 0; from < count; from += 1_000)
    yield Array.from({ length: Math.min(1_000, count - from) }, (_, i) => eventAt(from + i));
}

function eventAt(index: number): RecordedEvent {
  const id = `e${String(index)}`;
  const at = '2024-01-01T00:00:00.000Z';
  const stored = { stream: `s-${id}`, revision: 0, position: index + 1, recordedAt: at };
  const pending = { id, type: 'Tested', schema: 1, occurredAt: at, key: 'k', claim: id, hash: '', envelope: {} };
  return { ...stored, ...pending, data: { name: `Zoë ${id} \u{1f600}` } };
}
