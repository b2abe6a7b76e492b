import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openCheckpoint } from '#merkle/checkpoint.js';
import { notesIn } from '#merkle/signed-note.js';
import { defaultOrigin, signerOf } from '#platform/signing-settings.js';
import { scratchFolder } from '../journeys/server.js';
import { signingKey } from '../journeys/signing-key.js';
import { QUIET, sale, Stage } from '../journeys/stage.js';

const FACTS = 300;
const LAST = FACTS + 1;
const QUESTION = { metrics: ['orders'] };

describe('a server whose log is not the one that it has signed', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let settings: Readonly<Record<string, string>>;
  let written: string;
  const first = new Stage();

  beforeAll(async () => {
    scratch = await scratchFolder();
    settings = { ...(await signingKey(scratch.folder)), ...QUIET };
    await first.start(settings);
    await first.bulk(
      Array.from({ length: FACTS }, (_, i) => ({
        type: 'RecordSale',
        data: sale(`s-${String(i)}`, undefined, '2023-12-01', '1.25'),
      })),
    );
    written = await first.folder();
    await first.stop();
  });
  afterAll(async () => {
    await first.close();
    await scratch.remove();
  });

  /** A server on a copy of the log after some statements by hand. */
  async function on(change: string, more: Readonly<Record<string, string>> = {}, stage = new Stage()): Promise<Stage> {
    const folder = await stage.folder();
    await cp(written, folder, { recursive: true });
    const db = new DatabaseSync(join(folder, 'log.sqlite'));
    db.exec(change);
    db.close();
    await stage.start({ ...settings, ...more });
    await stage.book.guard?.looked;
    return stage;
  }

  const record = (stage: Stage, id: string): Promise<string> =>
    stage.problem('POST', '/v1/sales', sale(id, undefined, '2024-01-01', '1'));
  const metaOf = async (stage: Stage): Promise<Readonly<Record<string, unknown>>> =>
    (await stage.query(QUESTION))['meta'] as Readonly<Record<string, unknown>>;
  const headsIn = async (folder: string, stage: Stage) => {
    const [opened] = await stage.book.log.readAll(0, 1);
    const signer = signerOf(settings['TALLY_SIGNING_KEY_FILE'] ?? '', defaultOrigin(opened?.id ?? ''));
    const text = await readFile(join(folder, 'heads.txt'), 'utf8');
    return notesIn(text).map((note) => openCheckpoint(note, signer).size);
  };

  it('takes no fact, says so with figures, and tells whoever runs it where', async () => {
    for (const [change, found] of [
      [`UPDATE events SET data = replace(data, '"1.25"', '"1.26"') WHERE position = 42`, 'position 42 (SaleRecorded'],
      ['DELETE FROM events WHERE position = 42', 'the event at position 42 is missing'],
      [
        'UPDATE events SET position = -position WHERE position >= 42; UPDATE events SET position = 1 - position WHERE position < 0',
        'the event at position 42 is missing',
      ],
      [
        'UPDATE events SET position = -42 WHERE position = 42; UPDATE events SET position = 42 WHERE position = 90; UPDATE events SET position = 90 WHERE position = -42',
        'the event at position 42 (SaleRecorded',
      ],
      [
        "UPDATE events SET recorded_at = '2023-01-01T00:00:00.000Z' WHERE position = 260",
        'the event at position 260 (',
      ],
      ['DELETE FROM events WHERE position > 290', 'the event at position 291 is missing'],
      [
        'DELETE FROM events WHERE position > 290; DELETE FROM tree_tiles; DELETE FROM chain; DELETE FROM chain_begun',
        `the head of size ${String(LAST)} is not a prefix of this log: it has 290 events only`,
      ],
    ] as const) {
      const stage = await on(change);
      expect([change, await record(stage, 'late')]).toEqual([change, '503 log-tampered']);
      const ready = await stage.send('GET', '/readyz');
      expect([ready.status, ready.body['troubles']]).toEqual([
        503,
        expect.arrayContaining([expect.stringMatching(`^the log as it was signed: .*${found.replace('(', '\\(')}`)]),
      ]);
      const tail = await stage.book.log.tail();
      await stage.book.models.waitFor(tail);
      stage.position = String(tail);
      expect((await metaOf(stage))['tampered']).toBe(true);
      await stage.close();
    }
  });

  it('goes on with what is there when somebody says so by its root, and by no other', async () => {
    const change = `UPDATE events SET data = replace(data, '"1.25"', '"1.26"') WHERE position = 42`;
    const stage = await on(change, { TALLY_ACCEPT_HEAD: Buffer.alloc(32).toString('base64') });
    expect(await record(stage, 'late')).toBe('503 log-tampered');
    const { root = '', what = '' } = stage.book.guard?.fault ?? {};
    await stage.stop();
    await stage.start({ ...settings, TALLY_ACCEPT_HEAD: root });
    const [accepted] = await stage.book.log.readAll(LAST, 10);
    expect([accepted?.type, accepted?.data]).toEqual(['HeadAccepted', { size: LAST, root, found: what }]);
    await stage.record('/v1/sales', sale('late', undefined, '2024-01-01', '1'));
    expect(await metaOf(stage)).not.toHaveProperty('tampered');
    const folder = await stage.folder();
    await stage.stop();
    await stage.start(settings);
    // At the end of the first process, when it was gone on with, and at the end of that.
    expect(await headsIn(folder, stage)).toEqual([LAST, LAST + 1, LAST + 2]);
    await stage.record('/v1/sales', sale('later', undefined, '2024-01-01', '1'));
    await stage.close();
  });

  it('has a head of every closing, where they are kept and in the closing itself', async () => {
    const heads = join(scratch.folder, 'elsewhere.txt');
    const stage = await on('SELECT 1', { TALLY_HEADS_FILE: heads });
    await stage.record('/v1/periods/2023-12/close', {});
    expect(await readFile(heads, 'utf8')).toContain(`\n${String(LAST + 1)}\n`);
    const [closed] = await stage.book.log.readAll(LAST, 1);
    expect([closed?.type, closed?.data['head']]).toEqual(['PeriodClosed', await stage.book.proof.headAt(LAST)]);
    await stage.stop();
    // Whoever has changed an event, made the tree anew and has no head of before is told of by the closing.
    const db = new DatabaseSync(join(await stage.folder(), 'log.sqlite'));
    db.exec(
      `UPDATE events SET data = replace(data, '"1.25"', '"1.26"') WHERE position = 42; DELETE FROM tree_tiles; DELETE FROM chain; DELETE FROM chain_begun`,
    );
    db.close();
    await stage.start({ ...settings, TALLY_HEADS_FILE: join(scratch.folder, 'none.txt') });
    await stage.book.guard?.looked;
    expect(stage.book.guard?.fault?.what).toMatch(
      /^the event at position 302 \(PeriodClosed .*\) tells that the first 301 events had the root .*: one of them was changed$/,
    );
    await stage.close();
  });
});
