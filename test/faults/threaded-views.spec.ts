import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { viewsFile } from '#views-sqlite/version-files.js';
import { ThreadedViews } from '#platform/views-thread/threaded-views.js';
import { scratchFolder } from '../journeys/server.js';
import { until } from '../processes/until.js';

describe('read models read in a thread', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;

  beforeEach(async () => {
    scratch = await scratchFolder();
  });
  afterEach(() => scratch.remove());

  it('whose file is not there answer every question at once, say so, and are right when it comes', async () => {
    const files = { folder: scratch.folder, name: '0.1' };
    const errors: string[] = [];
    const views = new ThreadedViews(files, VIEW_SCHEMA, (error) => errors.push((error as Error).message));
    const unavailable = { code: 'views-unavailable', status: 503 };
    await expect(views.checkpoint(0)).rejects.toMatchObject(unavailable);
    await expect(views.find('journal', { limit: 1 })).rejects.toMatchObject(unavailable);
    expect(views.trouble).toBe('has stopped and is being started again: unable to open database file');
    expect(errors).toContain('unable to open database file');
    await SqliteViews.openWriter(viewsFile(files.folder, files.name), VIEW_SCHEMA).close();
    await until(() => views.trouble === undefined);
    expect([await views.checkpoint(0), await views.find('journal', { limit: 1 })]).toEqual([0, []]);
    await views.close();
  });
});
