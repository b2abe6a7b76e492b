import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchFolder, tally } from './server.js';
import { sale, Stage } from './stage.js';

describe('a copy of the book that is asked for', () => {
  const stage = new Stage();
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let folder: string;
  const take = (body: object) => stage.send('POST', '/v1/backups', body);
  const manifest = async (id: string) =>
    JSON.parse(await readFile(join(folder, id, 'backup.json'), 'utf8')) as Record<string, unknown>;

  beforeAll(async () => {
    scratch = await scratchFolder();
    folder = join(scratch.folder, 'backups');
    stage.at('2024-04-01T00:00:00Z');
    await stage.start({ TALLY_BACKUPS_DIR: folder });
    for (const id of ['s1', 's2', 's3']) await stage.record('/v1/sales', sale(id, undefined, '2024-03-30', '10'));
  });
  afterAll(async () => {
    await stage.close();
    await scratch.remove();
  });

  it('is there when it is answered, is said in the log, and becomes a book again', async () => {
    const { status, body } = await take({ id: '2024-03-31', actor: 'jo' });
    // The opening of the book, and three sales.
    expect([status, body['id'], body['size'], body['duplicate']]).toEqual([201, '2024-03-31', 4, false]);
    expect(await manifest('2024-03-31')).toMatchObject({ position: '4', size: 4, root: body['root'] });
    const { events } = (await stage.send('GET', '/v1/log?after=4')).body as { events: Record<string, unknown>[] };
    expect(events[0]).toMatchObject({
      type: 'BackupTaken',
      data: { id: '2024-03-31', size: 4, root: body['root'] },
      envelope: { actor: 'jo' },
      position: body['position'],
    });
    const data = join(scratch.folder, 'again');
    const { code, out } = await tally(['restore', join(folder, '2024-03-31'), '--data', data]);
    expect([code, out]).toEqual([0, expect.stringContaining('restored up to position 4 into ')]);
  });

  it('is taken once under its id, and again under another', async () => {
    const [first, second] = await Promise.all([take({ id: 'b' }), take({ id: 'b' })]);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual({ ...first.body, duplicate: true });
    expect((await take({ id: 'c' })).body['size']).toBe(6);
    expect((await readdir(folder)).toSorted()).toEqual(['2024-03-31', 'b', 'c']);
  });

  it('is begun anew where it was not whole, and said where it only was not said', async () => {
    await mkdir(join(folder, 'd.unfinished'));
    await writeFile(join(folder, 'd.unfinished', 'log.sqlite'), 'half of it');
    expect((await take({ id: 'd' })).status).toBe(201);
    expect(existsSync(join(folder, 'd.unfinished'))).toBe(false);
    // Whole, by a process that was killed before it could say so.
    await mkdir(join(folder, 'e'));
    await writeFile(join(folder, 'e', 'backup.json'), JSON.stringify({ ...(await manifest('d')), size: 5, root: 'r' }));
    expect((await take({ id: 'e' })).body).toMatchObject({ id: 'e', size: 5, root: 'r', duplicate: false });
  });

  it.each([
    ['has nothing of it', ''],
    ['is half of one', '{"position": "4", "si'],
    ['is of a release that kept no tree', '{"position": "4"}'],
  ])('is refused where a folder is called so that %s', async (_what, manifest) => {
    await mkdir(join(folder, 'other'), { recursive: true });
    await writeFile(join(folder, 'other', manifest === '' ? 'notes.txt' : 'backup.json'), manifest);
    const { status, body } = await take({ id: 'other' });
    expect([status, body]).toEqual([
      409,
      expect.objectContaining({ code: 'id-conflict', detail: expect.stringContaining('move it away') }),
    ]);
  });

  it('is not restored with another tree than it was taken with', async () => {
    const said = await manifest('c');
    await writeFile(join(folder, 'c', 'backup.json'), JSON.stringify({ ...said, root: said['digest'] }));
    const { code, err } = await tally(['restore', join(folder, 'c'), '--data', join(scratch.folder, 'never')]);
    expect([code, err]).toEqual([2, expect.stringMatching(/the root over its 6 events is .*, and should be/)]);
  });

  it.each([[{}], [{ id: '../b' }], [{ id: '.b' }], [{ id: 'b/c' }], [{ id: 'b', folder: '/tmp' }]])(
    'is refused for %j',
    async (body) => {
      expect(await stage.problem('POST', '/v1/backups', body)).toBe('400 invalid-request');
    },
  );
});
