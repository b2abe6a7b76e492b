import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdir, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { auditLog } from '#book/proof/audit-log.js';
import { openAuditedFolder } from '#book/proof/audited-folder.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import type { TreeHead } from '#merkle/check-proofs.js';
import { openCheckpoint } from '#merkle/checkpoint.js';
import { readProof } from '#merkle/proof-text.js';
import { vkeyOf, type NoteSigner } from '#merkle/signed-note.js';
import { bookIn } from '#apps/cli/data-folder.js';
import { defaultOrigin, signerOf } from '#platform/signing-settings.js';
import { scratchFolder, Server, tally } from '../journeys/server.js';
import { signingKey } from '../journeys/signing-key.js';
import { sale } from '../journeys/stage.js';

const PARTS = 3;
const PART = 100;
const LAST = 1 + PARTS * PART;

/** What each way of changing a log by hand is found out by, in the folder itself. */
describe('a log that somebody changed by hand, audited', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let data: string;
  let settings: Awaited<ReturnType<typeof signingKey>>;
  let signer: NoteSigner;
  let notes: readonly string[];
  let heads: readonly TreeHead[];

  beforeAll(async () => {
    scratch = await scratchFolder();
    data = join(scratch.folder, 'data');
    settings = await signingKey(scratch.folder);
    const server = await Server.start(data, settings);
    const kept: string[] = [];
    for (let part = 0; part < PARTS; part++) {
      const sales = Array.from({ length: PART }, (_, i) =>
        JSON.stringify({
          type: 'RecordSale',
          data: sale(`s-${String(part)}-${String(i)}`, undefined, '2024-01-01', '1.25'),
        }),
      );
      const { body } = await server.bulk(sales);
      const proof = await fetch(`${server.url}/v1/log/proof?position=${String(body['position'])}`);
      kept.push(readProof(await proof.text()).checkpoint);
    }
    await server.kill('SIGKILL');
    signer = signerOf(settings.TALLY_SIGNING_KEY_FILE, defaultOrigin(await bookIn(data)));
    notes = kept;
    heads = kept.map((note) => openCheckpoint(note, signer));
    expect(heads.map(({ size }) => size)).toEqual([101, 201, LAST]);
  });
  afterAll(() => scratch.remove());

  let copies = 0;

  async function copied(): Promise<string> {
    const folder = join(scratch.folder, `copy-${String(copies++)}`);
    await mkdir(folder);
    for (const name of ['log.sqlite', 'log.sqlite-wal']) await cp(join(data, name), join(folder, name));
    return folder;
  }

  /** What the auditor says of the log after some statements by hand. */
  async function said(change: string, pinned: readonly TreeHead[] = [], rebuilt = false): Promise<string> {
    const folder = await copied();
    const file = join(folder, 'log.sqlite');
    const db = new DatabaseSync(file);
    db.exec(change);
    if (rebuilt) db.exec('DROP TABLE tree_tiles; DROP TABLE chain; DROP TABLE chain_begun');
    db.close();
    // The tree and the digests are made anew of what is there.
    if (rebuilt) await SqliteEventLog.open(file, () => new Date()).close();
    const log = await openAuditedFolder(folder);
    try {
      await auditLog(log, { pinned }, join(folder, 'scratch'));
      return 'nothing';
    } catch (error) {
      return (error as Error).message;
    } finally {
      await log.close();
    }
  }

  const amount = (position: number): string =>
    `UPDATE events SET data = replace(data, '"1.25"', '"1.26"') WHERE position = ${String(position)}`;
  const insert = (position: number): string =>
    `INSERT INTO events SELECT ${String(position)}, 'sale-forged', 0, 'forged', type, schema, key, occurred_at, recorded_at, claim, hash, envelope, data
      FROM events WHERE position = 2`;

  it('access, contract test 33: names the position of what was changed, left out, put in, moved, dated anew or cut off', async () => {
    for (const [change, ...expected] of [
      [amount(42), 'the event at position 42 (SaleRecorded', 'is not as it was recorded'],
      ['DELETE FROM events WHERE position = 42', 'the event at position 42 is missing: behind position 41 comes'],
      [
        `UPDATE events SET position = -position WHERE position >= 42; UPDATE events SET position = 1 - position WHERE position < 0; ${insert(42)}`,
        'the event at position 42 (SaleRecorded forged, 0 of sale-forged) is not as it was recorded',
      ],
      [insert(LAST + 1), `the event at position ${String(LAST + 1)} (SaleRecorded forged`, 'is not in the tree'],
      [
        'UPDATE events SET position = -42 WHERE position = 42; UPDATE events SET position = 42 WHERE position = 90; UPDATE events SET position = 90 WHERE position = -42',
        'the event at position 42 (SaleRecorded',
      ],
      [
        "UPDATE events SET recorded_at = '2023-01-01T00:00:00.000Z' WHERE position = 260",
        'the event at position 260 (SaleRecorded',
      ],
      [
        'DELETE FROM events WHERE position > 290',
        'the log ends with position 290',
        'the event at position 291 is missing',
      ],
      ['DELETE FROM events WHERE position > 256', 'the event at position 257 is missing'],
    ] as const) {
      const found = await said(change);
      for (const part of expected) expect(found).toContain(part);
    }
  });

  it('names the heads around it where the tree was made anew too', async () => {
    for (const [change, expected] of [
      [amount(42), /^the head of size 101 is not a prefix of this log: its first 101 events have the root/],
      [
        amount(150),
        /^the head of size 201 is not a prefix .*; that of size 101 is: the change lies behind its events$/,
      ],
      [
        'DELETE FROM events WHERE position > 290',
        /^the head of size 301 is not a prefix of this log: it has 290 events only; that of size 201 is/,
      ],
    ] as const)
      expect(await said(change, heads, true)).toMatch(expected);
  });

  it('access, contract test 2: is no beginning of itself where the write-ahead log was cut in half', async () => {
    const folder = await copied();
    const wal = join(folder, 'log.sqlite-wal');
    await truncate(wal, Math.floor((await stat(wal)).size / 2));
    const server = await Server.start(folder, settings);
    await server.stop();
    const head = join(folder, 'heads.txt');
    await writeFile(head, notes.join('\n'));
    const { code, out } = await tally(['audit', folder, '--vkey', vkeyOf(signer), '--head', head]);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/^the head of size \d+ is not a prefix of this log: it has \d+ events only/),
    ]);
  });
});
