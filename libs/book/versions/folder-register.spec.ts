import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adopted, folderRegister, servedIn } from './folder-register.js';
import { NO_VERSIONS } from './state.js';

const at = '1970-01-01T00:00:00.000Z';

describe('what an earlier release left in a data folder', () => {
  it('is taken on: what it served, those before as the past, the last one after it as being built', () => {
    expect(adopted(['900.2', '0.1', '950.5', '900.4', '900.3', 'preview'], '900.3')).toEqual({
      served: '900.3',
      next: '950.5',
      retired: [
        { name: '0.1', at },
        { name: '900.2', at },
      ],
      abandoned: [],
      generation: 5,
    });
  });

  it('is nothing where what it served is gone, but for the names that are taken', () => {
    expect(adopted(['0.1', '900.2'], '900.3')).toEqual({ ...NO_VERSIONS, generation: 2 });
    expect(adopted([], '0.1')).toEqual(NO_VERSIONS);
  });
});

describe('the register of the versions in a data folder', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'tally-versions-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const read = async () => {
    const register = await folderRegister(folder);
    return register.read().finally(() => register.close());
  };

  it('is empty in a new one, where looking makes nothing', async () => {
    expect([await servedIn(folder), await readdir(folder)]).toEqual([undefined, []]);
    expect(await read()).toEqual(NO_VERSIONS);
  });

  it('says what an earlier release said, whenever that was the last to run on it, and has it said no more', async () => {
    await writeFile(join(folder, 'views-0.1.sqlite'), '');
    for (const served of ['0.1', '7.2']) {
      await writeFile(join(folder, `views-${served}.sqlite`), '');
      await writeFile(join(folder, 'served'), `${served}\n`);
      expect(await servedIn(folder)).toBe(served);
      expect((await read()).served).toBe(served);
      expect([await servedIn(folder), (await readdir(folder)).includes('served')]).toEqual([served, false]);
    }
    expect(await read()).toEqual({ served: '7.2', retired: [{ name: '0.1', at }], abandoned: [], generation: 2 });
  });

  it('is begun again where its file is damaged', async () => {
    await writeFile(join(folder, 'versions.sqlite'), 'Dear Ada,'.repeat(100));
    expect(await read()).toEqual(NO_VERSIONS);
  });
});
