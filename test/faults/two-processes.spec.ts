import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LISTENS, scratchFolder, Server } from '../journeys/server.js';
import { Program } from '../processes/program.js';
import { until } from '../processes/until.js';

describe('a data folder', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;

  beforeEach(async () => {
    scratch = await scratchFolder();
  });

  afterEach(() => scratch.remove());

  it('is refused to a second process with a message that says so, and free after a kill -9 of the first', async () => {
    const first = await Server.start(scratch.folder);
    await expect(Server.start(scratch.folder)).rejects.toThrow(
      `tallybook cannot start: the data folder ${scratch.folder} is in use by another process: stop that one, or set TALLY_DATA_DIR to another folder\n`,
    );
    expect((await first.post('/v1/customers', { id: 'ada' })).status).toBe(201);
    await first.kill('SIGKILL');
    const next = await Server.start(scratch.folder);
    expect((await next.post('/v1/customers', { id: 'ada' })).body).toEqual({
      id: 'ada',
      position: '2',
      duplicate: true,
    });
    await next.stop();
  });

  it('access, contract test 40: is left by a process whose lock somebody has removed, which says so, and free for the next', async () => {
    const first = await Program.start('dist/apps/standalone/main.js', {
      env: { TALLY_PORT: '0', TALLY_DATA_DIR: scratch.folder },
      says: LISTENS,
    });
    await rm(join(scratch.folder, 'lock.sqlite'));
    expect(await first.saysLater(/(lock\.sqlite of the data folder was removed)/)).toBeDefined();
    await until(() => first.ended);
    const next = await Server.start(scratch.folder);
    expect((await next.post('/v1/customers', { id: 'ada' })).status).toBe(201);
    await next.stop();
  });

  it('is refused to other settings than it was opened with, naming the one that differs', async () => {
    const first = await Server.start(scratch.folder, { TALLY_TIME_ZONE: 'Europe/Berlin' });
    await first.stop();
    await expect(Server.start(scratch.folder, { TALLY_TIME_ZONE: 'UTC' })).rejects.toThrow(
      /timeZone Europe\/Berlin, not UTC/,
    );
    await expect(
      Server.start(scratch.folder, { TALLY_TIME_ZONE: 'Europe/Berlin', TALLY_CURRENCY: 'EUR' }),
    ).rejects.toThrow(/currency USD, not EUR/);
  });

  it.each([
    [{ TALLY_PORT: 'abc' }, /TALLY_PORT is not possible: it must be a whole number from 0 to 65535/],
    [{ TALLY_TIME_ZONE: 'Mars/Base' }, /TALLY_TIME_ZONE is not possible: it must be an IANA time zone/],
    [{ TALLY_VIEWS: 'mongodb' }, /TALLY_VIEWS is not possible: with TALLY_LOG=sqlite it must be sqlite/],
    [{ TALLY_LOG: 'paper' }, /TALLY_LOG is not possible: it must be one of sqlite, eventstoredb/],
    [{ TALLY_LOG_LEVEL: 'loud' }, /it must be one of fatal, error/],
    [{ TALLY_TIMEZONE: 'UTC' }, /there is no such setting; there are TALLY_DATA_DIR/],
  ])('is not opened with %j', async (settings, message) => {
    await expect(Server.start(scratch.folder, settings)).rejects.toThrow(message);
  });

  it('is given back when the port is taken', async () => {
    const first = await Server.start(`${scratch.folder}/a`);
    const { port } = new URL(first.url);
    await expect(Server.start(`${scratch.folder}/b`, { TALLY_PORT: port })).rejects.toThrow(/the port is taken/);
    const second = await Server.start(`${scratch.folder}/b`);
    await Promise.all([first.stop(), second.stop()]);
  });
});
