import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { ThreadedViews } from '#views-sqlite/threaded-views.js';
import { scratchFolder } from '../journeys/server.js';
import { until } from '../processes/until.js';

describe('read models read in a thread', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;

  beforeEach(async () => {
    scratch = await scratchFolder();
  });
  afterEach(() => scratch.remove());

  it('whose file is not there answer every question at once, say so, and are right when it comes', async () => {
    const file = join(scratch.folder, 'views.sqlite');
    const errors: string[] = [];
    const views = new ThreadedViews(file, VIEW_SCHEMA, (error) => errors.push((error as Error).message));
    const unavailable = { code: 'views-unavailable', status: 503 };
    await expect(views.checkpoint(0)).rejects.toMatchObject(unavailable);
    await expect(views.find('journal', { limit: 1 })).rejects.toMatchObject(unavailable);
    expect(views.trouble).toBe('has stopped and is being started again: unable to open database file');
    expect(errors).toContain('unable to open database file');
    await SqliteViews.openWriter(file, VIEW_SCHEMA).close();
    await until(() => views.trouble === undefined);
    expect([await views.checkpoint(0), await views.find('journal', { limit: 1 })]).toEqual([0, []]);
    await views.close();
  });
});
