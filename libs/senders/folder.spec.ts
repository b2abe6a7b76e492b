import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import type { Outgoing } from '#kernel/message.js';
import { sendToFolder, staysBelow } from './folder.js';

const file = (name: string, content: string) => ({ name, type: 'text/csv', content: Buffer.from(content) });
const outgoing = (...files: ReturnType<typeof file>[]): Outgoing => ({
  id: 'report/1',
  subject: 'report',
  at: '2024-05-01T10:00:00.000Z',
  message: { title: 'Revenue', text: 'Net 12.50', files, data: { net: '12.50' } },
});

describe('a folder', () => {
  let scratch = '';
  let root = '';
  beforeEach(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'tally-test-'));
    root = join(scratch, 'outbox');
  });
  afterEach(() => rm(scratch, { recursive: true }));

  const send = (path: string, ...files: ReturnType<typeof file>[]): Promise<void> =>
    sendToFolder(path, outgoing(...files), root);

  it('has the files of a message, once however often they are sent', async () => {
    await send('reports/march', file('a.csv', 'one'), file('Größe 收入.csv', 'two'));
    await send('reports/march', file('a.csv', 'one'), file('Größe 收入.csv', 'two'));
    expect((await readdir(join(root, 'reports/march'))).toSorted()).toEqual(['Größe 收入.csv', 'a.csv'].toSorted());
    expect(await readFile(join(root, 'reports/march/a.csv'), 'utf8')).toBe('one');
  });

  it('has what a message without files says to programs', async () => {
    await send('alerts');
    await send('alerts');
    const names = await readdir(join(root, 'alerts'));
    expect(names).toEqual([expect.stringMatching(/^report-[\da-f]{16}\.json$/)]);
    const content = JSON.parse(await readFile(join(root, 'alerts', names[0]!), 'utf8')) as unknown;
    expect(content).toMatchObject({ id: 'report/1', title: 'Revenue', data: { net: '12.50' } });
  });

  it('is never outside, whatever the path or a name says', async () => {
    await mkdir(join(scratch, 'secret'));
    await mkdir(root);
    await symlink(join(scratch, 'secret'), join(root, 'link'));
    await writeFile(join(root, 'taken'), '');
    for (const path of ['..', '../secret', 'a/../../secret', '/etc', '', 'a//b', '.', 'a\\..\\b', 'a\0b'])
      await expect(send(path, file('a', ''))).rejects.toThrow('leads out of TALLY_OUTBOX_DIR');
    for (const path of ['link', 'link/deep', 'taken'])
      await expect(send(path, file('a', ''))).rejects.toThrow('is no folder');
    await send('safe', file('../../secret/x', ''), file('.hidden', ''), file('/etc/passwd', ''));
    expect(await readdir(join(scratch, 'secret'))).toEqual([]);
    expect((await readdir(join(root, 'safe'))).toSorted()).toEqual(
      ['__.._secret_x', '_etc_passwd', '_hidden'].toSorted(),
    );
  });

  it('never leads out by a path that is taken', () => {
    const parts = fc.oneof(fc.constantFrom('..', '.', '', '/', '\\', '\0', '%2e%2e'), fc.string());
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), (names) => {
        const path = names.join('/');
        expect(!staysBelow(path) || resolve('/root', path).startsWith(`/root${sep}`)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has nothing half written when the disk refuses', async () => {
    await mkdir(join(root, 'reports/a.csv'), { recursive: true });
    await expect(send('reports', file('a.csv', 'one'))).rejects.toThrow();
    expect(await readdir(join(root, 'reports'))).toEqual(['a.csv']);
  });
});
