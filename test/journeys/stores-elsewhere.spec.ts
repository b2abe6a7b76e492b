import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { scratchFolder, Server, tally } from './server.js';

/** Of a deployment whose stores are away: nobody has to ask them. */
const DEPLOYMENT = {
  TALLY_LOG: 'eventstoredb',
  TALLY_BUS: 'kafka',
  TALLY_VIEWS: 'mongodb',
  EVENTSTORE_URL: 'esdb://127.0.0.1:9?tls=false',
  KAFKA_BROKERS: '127.0.0.1:9',
  MONGODB_URI: 'mongodb://127.0.0.1:9/book',
};
const ELSEWHERE = 'tally: the book of these settings is in EventStoreDB (TALLY_LOG), not in a data folder: ';

describe('with the settings of a deployment', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    scratch = await scratchFolder();
    await writeFile(`${scratch.folder}/facts.ndjson`, '');
    env = { ...DEPLOYMENT, TALLY_DATA_DIR: `${scratch.folder}/data` };
  });
  afterAll(() => scratch.remove());

  it.each([
    [['backup', 'copy'], 'back EventStoreDB up by its own means'],
    [['query', 'orders'], 'name a server of it with --url or TALLY_URL'],
    [['replay', '--as-of', '2024-01-01'], 'name a server of it with --url or TALLY_URL'],
    [['rebuild'], 'name a server of it with --url or TALLY_URL'],
    [['export', 'out'], 'name a server of it with --url or TALLY_URL'],
    [['demo', '--facts', '10'], 'name a server of it with --url or TALLY_URL'],
    [['import', 'FACTS'], 'name a server of it with --url or TALLY_URL'],
  ])('tally %j says what to do and makes nothing', async (args, what) => {
    const file = `${scratch.folder}/facts.ndjson`;
    const named = args.map((arg) => (arg === 'FACTS' ? file : arg));
    const { code, out, err } = await tally(named, env);
    expect([code, out, err.startsWith(ELSEWHERE + what) ? 'as said' : err]).toEqual([2, '', 'as said']);
    expect(readdirSync(scratch.folder)).toEqual(['facts.ndjson']);
  });

  it('tally works on a data folder that is named', async () => {
    const folder = `${scratch.folder}/named`;
    const { out } = await tally(['demo', '--facts', '100', '--data', folder], env);
    expect(out).toMatch(/^100 recorded, 0 there before/);
    expect(await tally(['verify', '--data', folder], env)).toMatchObject({ code: 0 });
    expect(await tally(['backup', `${scratch.folder}/copy`, '--data', folder], env)).toMatchObject({ code: 0 });
  });

  it('the one process that has everything does not start', async () => {
    await expect(Server.start(`${scratch.folder}/none`, DEPLOYMENT)).rejects.toThrow(
      'tallybook cannot start: TALLY_LOG is not possible: one process with everything keeps its book in the data folder: leave TALLY_LOG out, or start api, relay and projector as infra/docs/operations.md says',
    );
    expect(readdirSync(scratch.folder)).not.toContain('none');
  });
});

it('a server starts from a shell in which clients find another one', async () => {
  const scratch = await scratchFolder();
  const server = await Server.start(scratch.folder, { TALLY_URL: 'http://127.0.0.1:9' });
  expect((await server.get('/healthz'))['status']).toBe('alive');
  await server.stop();
  await scratch.remove();
});
