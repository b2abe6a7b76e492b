import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { SqliteViews } from './sqlite-views.js';

const SCHEMA = { meaning: 1, series: [], collections: [{ name: 'people', fields: [] }] };

describe('read models in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-views-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are in it alone once their writer has closed, also beside readers', async () => {
    const file = join(folder, 'views.sqlite');
    const writer = SqliteViews.openWriter(file, SCHEMA);
    const reader = SqliteViews.openReader(file, SCHEMA);
    const document = { id: 'ada', fields: {}, body: { name: 'Ada' } };
    await writer.apply({ shard: 0, from: 0, to: 1, facts: [], documents: [{ collection: 'people', document }] });
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    await writer.close();
    expect(statSync(`${file}-wal`).size).toBe(0);
    expect(await reader.get('people', ['ada'])).toEqual([document]);
    await reader.close();
  });
});
