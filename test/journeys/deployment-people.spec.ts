import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { until } from '../processes/until.js';
import { scratchFolder, tally } from './server.js';

const ADA = { id: 'ada', registeredAt: '2024-01-01', region: 'north', name: 'Wilhelmina', email: 'minna@example.org' };
const WORDS = /Wilhelmina|minna@example/;

/** What is shown of a key. */
interface Till {
  readonly id: string;
  readonly rotatedAt: string | null;
  readonly revokedAt: string | null;
}

describeDeployment('a deployment that asks for keys and seals what is personal', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let deployment: Deployment;
  let ops: string;
  const masterKey = (name: string) => join(scratch.folder, name);
  const ask = async (api: 0 | 1, method: string, path: string, key: string, body?: object) => {
    const url = deployment.apis[api]?.url ?? '';
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text) as Record<string, unknown> };
  };
  const status = async (api: 0 | 1, key: string) => (await ask(api, 'GET', '/v1/me', key)).status;
  /** The other process knows of it. To try the key itself again and again would be held for guessing. */
  const knows = (isSo: (till: Till) => boolean) =>
    until(async () => {
      const { body } = await ask(1, 'GET', '/v1/keys', ops);
      return (body['keys'] as readonly Till[]).some((key) => key.id === 'till' && isSo(key));
    });
  /** Once the read models cover a position, which are still made when processes have begun. */
  const read = async (api: 0 | 1, path: string, position: unknown) => {
    for (;;) {
      const answer = await ask(api, 'GET', `${path}?position=${String(position)}`, ops);
      if (answer.status !== 503) return answer;
    }
  };

  beforeAll(async () => {
    scratch = await scratchFolder();
    await writeFile(masterKey('master.key'), randomBytes(32));
    await writeFile(masterKey('wrong.key'), randomBytes(32));
    const folder = join(scratch.folder, 'book');
    await mkdir(folder);
    deployment = await Deployment.start({
      folder,
      apis: 2,
      env: { TALLY_AUTH: 'required', TALLY_MASTER_KEY_FILE: masterKey('master.key') },
      before: async (settings) => {
        const made = await tally(['key', 'create', '--name', 'ops', '--role', 'admin'], settings);
        expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^tb_ops_/) });
        ops = made.out.trim();
      },
    });
  });
  afterAll(async () => {
    await deployment.stop();
    await scratch.remove();
  });

  it('access, contract test 16: has a key rotated and revoked in one process so in the other', async () => {
    const issued = await ask(0, 'POST', '/v1/keys', ops, { id: 'till', name: 'till', scopes: ['read'] });
    const first = String(issued.body['secret']);
    await knows(() => true);
    expect(await status(1, first)).toBe(200);
    const rotated = await ask(0, 'POST', '/v1/keys/till/rotate', ops, { id: 'r1', overlapHours: 1 });
    const second = String(rotated.body['secret']);
    await knows(({ rotatedAt }) => rotatedAt !== null);
    expect(await status(1, second)).toBe(200);
    expect([await status(0, first), await status(1, first), await status(0, second)]).toEqual([200, 200, 200]);
    await ask(0, 'POST', '/v1/keys/till/revoke', ops, { id: 'r2', reason: 'lost' });
    expect([await status(0, first), await status(0, second)]).toEqual([401, 401]);
    await knows(({ revokedAt }) => revokedAt !== null);
    expect([await status(1, first), await status(1, second)]).toEqual([401, 401]);
  });

  it('shows what is personal in every process, and has it nowhere in clear', async () => {
    const { body } = await ask(0, 'POST', '/v1/customers', ops, ADA);
    const card = await read(1, '/v1/customers/ada', body['position']);
    expect(card).toMatchObject({ status: 200, body: { name: 'Wilhelmina', email: 'minna@example.org' } });
    const found = await ask(1, 'POST', '/v1/customers/search', ops, { q: 'wilhelm' });
    expect(found.body).toMatchObject({ customers: [{ id: 'ada' }] });
    const log = await ask(1, 'GET', '/v1/log?limit=1000', ops);
    expect([log.status, WORDS.test(log.text)]).toEqual([200, false]);
    expect(await inDatabase()).not.toMatch(WORDS);
  });

  it('starts no process without the master key, with another one, or with a folder of keys', async () => {
    const refused = (env: Readonly<Record<string, string>>): Promise<string> =>
      deployment.add('reactor', env).then(
        () => 'started',
        (error: unknown) => String(error),
      );
    const [wrong, none, folder] = await Promise.all([
      refused({ TALLY_MASTER_KEY_FILE: masterKey('wrong.key') }),
      refused({ TALLY_MASTER_KEY_FILE: '' }),
      refused({ TALLY_KEYS_DIR: scratch.folder }),
    ]);
    expect(wrong).toContain('another master key');
    expect(none).toContain('set TALLY_MASTER_KEY_FILE');
    expect(folder).toContain('TALLY_KEYS_DIR');
  });

  it('has who is erased by one process gone in the other, and takes no more of a person there', async () => {
    const { body, status: done } = await ask(0, 'POST', '/v1/customers/ada/erase', ops, {
      id: 'e1',
      reason: 'request',
    });
    expect(done).toBe(201);
    const card = await read(1, '/v1/customers/ada', body['position']);
    expect(card.body).toMatchObject({ id: 'ada', region: 'north', erased: { position: body['position'] } });
    expect(card.text).not.toMatch(WORDS);
    const change = (more: object) =>
      ask(1, 'PATCH', '/v1/customers/ada', ops, { effectiveAt: '2024-01-02', region: 'south', ...more });
    expect(await change({ id: 'c1', name: 'Minna' })).toMatchObject({ status: 410, body: { code: 'customer-erased' } });
    expect(await change({ id: 'c2' })).toMatchObject({ status: 201 });
    // The same as in the other process, which has forgotten what it knew of it.
    expect(await ask(1, 'POST', '/v1/customers', ops, { ...ADA, name: 'Another' })).toMatchObject({ status: 200 });
  });

  it('writes down who asked which process, in one order without a gap', async () => {
    const { body } = await ask(1, 'GET', '/v1/audit?limit=1000', ops);
    expect(body['kept']).toBe(true);
    const entries = body['entries'] as readonly { readonly n: number; readonly route: string; readonly type: string }[];
    expect(entries.map(({ n }) => n)).toEqual(entries.map((_, i) => i + 1));
    const routes = new Set(entries.map(({ route }) => route));
    for (const route of ['POST /v1/keys', 'GET /v1/customers/{id}', 'POST /v1/customers/{id}/erase'])
      expect([route, routes.has(route)]).toEqual([route, true]);
    expect(entries.some(({ type }) => type === 'LoginFailed')).toBe(true);
  });

  /** All documents of the deployment's database as text. */
  async function inDatabase(): Promise<string> {
    const client = new MongoClient(deployment.env['MONGODB_URI'] ?? '');
    try {
      const collections = await client.db().collections();
      const all = await Promise.all(collections.map((collection) => collection.find().toArray()));
      return JSON.stringify(all);
    } finally {
      await client.close();
    }
  }
});
