import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TreeHead } from '#merkle/check-proofs.js';
import { openCheckpoint, signedCheckpoint } from '#merkle/checkpoint.js';
import { vkeyOf, type NoteSigner } from '#merkle/signed-note.js';
import { defaultOrigin, signerOf } from '#platform/signing-settings.js';
import { Guarded } from './guarded.js';
import { scratchFolder, tally } from './server.js';
import { signingKey } from './signing-key.js';
import { QUIET, sale, Stage } from './stage.js';

/** A book of which heads were kept elsewhere, one of them newer than its backup. */
describe('figures of a book with signed heads', () => {
  const stage = new Stage().at('2024-03-01T09:00:00Z');
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let signer: NoteSigner;
  let copied: TreeHead;
  const at = (name: string): string => join(scratch.folder, name);
  const checkpoint = async (name: string): Promise<TreeHead> => {
    await stage.book.proof.signUpTo(Number(stage.position));
    const note = await (await fetch(`${stage.url}/v1/log/checkpoint`)).text();
    await writeFile(at(name), note);
    return openCheckpoint(note, signer);
  };
  const shown = ({ size, root }: TreeHead) => ({ size, root: root.toString('base64') });
  const restore = (to: string, ...more: readonly string[]) =>
    tally(['restore', at('backup'), '--data', at(to), ...more]);

  beforeAll(async () => {
    scratch = await scratchFolder();
    const settings = await signingKey(scratch.folder);
    await stage.start(settings);
    const [opened] = await stage.book.log.readAll(0, 1);
    signer = signerOf(settings.TALLY_SIGNING_KEY_FILE, defaultOrigin(opened?.id ?? ''));
    for (const id of ['a', 'b', 'c']) await stage.record('/v1/sales', sale(id, undefined, '2024-02-01', '5'));
  });
  afterAll(async () => {
    await stage.close();
    await scratch.remove();
  });

  it('say which log they are of, in queries, forecasts and as of any day', async () => {
    copied = await checkpoint('before');
    expect(copied.size).toBe(4);
    const { meta } = await stage.query({ metrics: ['orders'] });
    expect(meta).toMatchObject({ position: stage.position, head: shown(copied) });
    expect((await stage.query({ metrics: ['orders'], asOf: '2024-01-01' }))['meta']).toMatchObject({
      head: shown(copied),
    });
    const body = { metric: 'orders', grain: 'month', horizon: 1, position: stage.position };
    expect((await stage.send('POST', '/v1/forecasts', body)).body['meta']).toMatchObject({ head: shown(copied) });
    expect(meta).not.toHaveProperty('restored');
  });

  it('say after a restore that there was one, and what is lost of it as far as kept heads tell', async () => {
    expect((await tally(['backup', at('backup'), '--data', await stage.folder()])).code).toBe(0);
    for (const id of ['d', 'e']) await stage.record('/v1/sales', sale(id, undefined, '2024-02-02', '5'));
    expect((await checkpoint('after')).size).toBe(6);
    const { code, out, err } = await restore('restored', '--head', at('after'), '--vkey', vkeyOf(signer));
    expect([code, err, out]).toEqual([0, '', expect.stringContaining('restored up to position 4 into')]);
    const again = new Guarded();
    again.stage.at(new Date().toISOString());
    await again.start(undefined, { ...QUIET, TALLY_DATA_DIR: at('restored') });
    const last = (await again.stage.book.log.readAll(4, 9)).map(({ type, data }) => ({ type, data }));
    expect(last).toEqual([{ type: 'BookRestored', data: { ...shown(copied), lost: '5-6' } }]);
    const key = await again.key('read');
    const part = await again.issue({ id: 'part', name: 'part', scopes: ['read'], rows: { region: ['north'] } });
    const position = String(await again.stage.book.log.tail());
    const body = { metrics: ['orders'], position };
    const whole = await again.ask('POST', '/v1/query', { key, body });
    expect(whole.body).toMatchObject({
      rows: [{ orders: 3 }],
      meta: { position, head: { size: Number(position) }, restored: { size: 4, lost: '5-6' } },
    });
    // Whoever sees a part learns nothing of how much there is.
    const { meta } = (await again.ask('POST', '/v1/query', { key: part, body: { metrics: ['orders'] } })).body;
    expect(meta).not.toHaveProperty('head');
    expect(meta).not.toHaveProperty('restored');
    await again.stage.close();
  });

  it('are not had from a backup that a kept head is no beginning of', async () => {
    await writeFile(at('forged'), signedCheckpoint({ size: 3, root: randomBytes(32) }, signer));
    const { code, err } = await restore('other', '--head', at('forged'), '--vkey', vkeyOf(signer));
    expect([code, err]).toEqual([2, expect.stringContaining('not the book whose head of size 3 was kept')]);
    expect((await restore('other', '--head', at('forged'))).err).toContain('--vkey');
    // Heads of just what is in it, or none, tell nothing of what came after them.
    for (const more of [['--head', at('before'), '--vkey', vkeyOf(signer)], []]) {
      expect((await restore(`of-${String(more.length)}`, ...more)).code).toBe(0);
    }
  });
});
