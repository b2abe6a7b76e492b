import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchFolder, tally } from './server.js';
import { QUIET, Stage } from './stage.js';

const NAMED = { registeredAt: '2024-01-01', name: 'Wilhelmina', email: 'minna@example.org' };
const DAY = 86_400_000;

describe('copies of the keys of a sealed book', () => {
  const stage = new Stage();
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  const at = (name: string) => join(scratch.folder, name);
  const keysIn = (name: string) => ({ TALLY_MASTER_KEY_FILE: at('master.key'), TALLY_KEYS_DIR: at(name) });
  const copies = async () => (await readdir(at('copies'))).toSorted();
  const copyOf = (days: number) => {
    const made = new Date(Date.now() - days * DAY).toISOString();
    return `keys-${made.replaceAll(/[-:]/g, '')}.sealed`;
  };
  const backUp = (name: string, settings: Readonly<Record<string, string>> = {}) =>
    tally(['backup', at(name), '--data', at('data'), '--keys', at('copies'), '--recipient', at('recipient.txt')], {
      TALLY_KEYS_DIR: at('keys'),
      ...settings,
    });
  const restore = (data: string, keys: string, more: readonly string[] = []) =>
    tally(
      ['restore', at('backup'), '--data', at(data), '--keys', at('copies'), '--erasures', at('erasures'), ...more],
      keysIn(keys),
    );
  const opening = (name = 'recipient.key') => ['--recipient-key', at(name)];

  beforeAll(async () => {
    scratch = await scratchFolder();
    await writeFile(at('master.key'), randomBytes(32));
    for (const name of ['recipient', 'other']) {
      const { code, out } = await tally(['keys', 'recipient', at(`${name}.key`)]);
      expect([code, out]).toEqual([0, expect.stringMatching(/^tallyrecipient_[\w-]{43}\n$/)]);
      await writeFile(at(`${name}.txt`), out);
    }
    await stage.start({ ...keysIn('keys'), TALLY_ERASURES_FILE: at('erasures'), TALLY_DATA_DIR: at('data') });
    for (const id of ['ada', 'bo', 'cy']) await stage.record('/v1/customers', { id, ...NAMED });
    await stage.record('/v1/customers/cy/erase', { id: 'e-cy', reason: 'consent' });
    await mkdir(at('copies'));
    for (const days of [29, 31]) await writeFile(join(at('copies'), copyOf(days)), 'of an earlier day');
    const { code, out } = await backUp('backup');
    expect([code, out]).toEqual([0, expect.stringContaining('; 1 older than 30 days are removed')]);
    await stage.record('/v1/customers/ada/erase', { id: 'e-ada', reason: 'consent' });
    await stage.stop();
  });
  afterAll(async () => {
    await stage.close();
    await scratch.remove();
  });

  it('are in no backup that did not ask for them, and tell nobody anything', async () => {
    expect((await readdir(at('backup'))).filter((name) => name.includes('keys'))).toEqual([]);
    const [, newest = ''] = await copies();
    const text = (await readFile(join(at('copies'), newest))).toString('latin1');
    expect(text.startsWith('{"v":1,"at":"')).toBe(true);
    expect(['customer-', 'ada', 'bo'].filter((word) => text.slice(text.indexOf('\n')).includes(word))).toEqual([]);
  });

  it('open for their recipient only, whole, and where there are no newer keys', async () => {
    const said = async (answer: ReturnType<typeof restore>) => {
      const { code, err } = await answer;
      return [code, err] as const;
    };
    expect(await said(restore('never', 'keys', opening()))).toEqual([2, expect.stringContaining('leave --keys out')]);
    expect(await said(restore('never', 'new'))).toEqual([2, expect.stringContaining('--recipient-key')]);
    expect(await said(restore('never', 'new', opening('other.key')))).toEqual([
      2,
      expect.stringContaining('sealed for another recipient'),
    ]);
    expect([existsSync(at('never')), existsSync(join(at('new'), 'keys.sqlite'))]).toEqual([false, false]);
  });

  it('bring back whom nobody erased, and nobody else', async () => {
    const { code, out } = await restore('again', 'new', opening());
    expect([code, out]).toEqual([0, expect.stringContaining('; 1 customers erased since')]);
    const again = new Stage().at(new Date().toISOString());
    await again.start({ ...QUIET, ...keysIn('new'), TALLY_DATA_DIR: at('again') });
    try {
      again.position = String(await again.book.log.tail());
      expect(await again.get('/v1/customers/bo')).toMatchObject({ name: NAMED.name, email: NAMED.email });
      for (const id of ['ada', 'cy']) {
        const card = await again.get(`/v1/customers/${id}`);
        expect(card).toMatchObject({ erased: { at: expect.any(String) } });
        expect(card).not.toHaveProperty('name');
      }
    } finally {
      await again.close();
    }
  });

  it('are kept for so many days as is said, which are 30 at most', async () => {
    expect((await backUp('too-long', { TALLY_KEY_BACKUP_DAYS: '31' })).err).toContain('a whole number from 1 to 30');
    const before = await copies();
    const { code, out } = await backUp('next', { TALLY_KEY_BACKUP_DAYS: '7' });
    expect([code, out]).toEqual([0, expect.stringContaining('; 1 older than 7 days are removed')]);
    const after = await copies();
    expect([before.length, after.length, after[0]]).toEqual([2, 2, before[1]]);
  });

  it('need somebody whom they are sealed for', async () => {
    const asked = ['backup', at('nobody'), '--data', at('data'), '--keys', at('copies')];
    const settings = { TALLY_KEYS_DIR: at('keys') };
    expect((await tally(asked, settings)).err).toContain('--recipient');
    expect((await tally([...asked, '--recipient', 'bo'], settings)).err).toContain('tally keys recipient');
    expect(existsSync(at('nobody'))).toBe(false);
  });
});
