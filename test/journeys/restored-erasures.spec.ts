import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { appendFile, cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ErasuresFile } from '#book/privacy/erasures-file.js';
import type { AuditEntry } from '#kernel/ports/audit-store.js';
import { openAuditStore } from '#platform/embedded-adapters.js';
import { scratchFolder, tally } from './server.js';
import { QUIET, Stage } from './stage.js';

const NAMED = { registeredAt: '2024-01-01', name: 'Wilhelmina', email: 'minna@example.org' };
const ENTRY: AuditEntry = {
  type: 'Answered',
  at: '2024-01-01T00:00:00.000Z',
  principal: 'key:ops',
  keyId: 'ops',
  route: 'GET /v1/customers',
  scope: 'read:records',
  question: {},
  rows: null,
  status: 200,
  requestId: 'r',
  position: '1',
  recordsReturned: 1,
  personal: true,
  customer: null,
};

/** A book whose backup is older than an erasure. */
describe('access, contract test 29: a restored book', () => {
  const stage = new Stage();
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  const at = (name: string) => join(scratch.folder, name);
  const keysIn = (name: string) => ({ TALLY_MASTER_KEY_FILE: at('master.key'), TALLY_KEYS_DIR: at(name) });
  const erase = async (id: string) => {
    const body = { id: `erase-${id}`, reason: 'consent', requestedAt: '2024-01-01' };
    expect((await stage.send('POST', `/v1/customers/${id}/erase`, body)).status).toBe(201);
  };
  /** Of a server on a restored book. */
  const started = async <Result>(data: string, keys: string, ask: (on: Stage) => Promise<Result>): Promise<Result> => {
    // What a restore adds is recorded by the clock of the machine.
    const restored = new Stage().at(new Date().toISOString());
    await restored.start({ ...QUIET, ...keysIn(keys), TALLY_DATA_DIR: at(data) });
    restored.position = String(await restored.book.log.tail());
    return ask(restored).finally(() => restored.close());
  };

  beforeAll(async () => {
    scratch = await scratchFolder();
    await writeFile(at('master.key'), randomBytes(32));
    await stage.start({ ...keysIn('keys'), TALLY_ERASURES_FILE: at('erasures') });
    const audit = openAuditStore(await stage.folder());
    await audit.append([ENTRY]);
    await audit.close();
    for (const id of ['ada', 'bo']) await stage.record('/v1/customers', { id, ...NAMED });
    await stage.record('/v1/customers/ada/hold', { id: 'h1' });
    expect((await tally(['backup', at('backup'), '--data', await stage.folder()])).code).toBe(0);
    await cp(at('keys'), at('old-keys'), { recursive: true });
    await stage.record('/v1/customers/ada/release', { id: 'r1' });
    await stage.record('/v1/customers', { id: 'cy', ...NAMED });
    await erase('ada');
    await erase('cy');
    await stage.stop();
  });
  afterAll(async () => {
    await stage.close();
    await scratch.remove();
  });

  it('is refused where nobody can tell who was erased since, unless that is said', async () => {
    const { code, err } = await tally(['restore', at('backup'), '--data', at('by-keys')], keysIn('keys'));
    expect([code, err]).toEqual([2, expect.stringContaining('--no-erasures-known')]);
    const args = ['restore', at('backup'), '--data', at('by-keys'), '--no-erasures-known'];
    const restored = await tally(args, keysIn('keys'));
    expect([restored.code, restored.out]).toEqual([0, expect.stringContaining('; 1 customers erased since')]);
    await started('by-keys', 'keys', async (on) => {
      const card = await on.get('/v1/customers/ada');
      expect(card).toMatchObject({ erased: { at: expect.any(String) } });
      expect(card).not.toHaveProperty('name');
      expect(await on.get('/v1/customers/bo')).toMatchObject({ name: NAMED.name });
    });
  });

  it('has nobody back whom the file of erasures names, with keys as old as it', async () => {
    const noted = await new ErasuresFile(at('erasures')).all();
    const said = { reason: 'consent', requestedAt: '2024-01-01T00:00:00.000Z', at: expect.any(String) };
    expect(noted).toMatchObject([
      { customer: 'ada', id: 'erase-ada', keyId: expect.any(String), ...said },
      { customer: 'cy', id: 'erase-cy', ...said },
    ]);
    // What a crash has cut off was never answered for.
    await appendFile(at('erasures'), '{"customer":"b');
    const args = ['restore', at('backup'), '--data', at('by-file'), '--erasures', at('erasures')];
    const { code, out } = await tally(args, keysIn('old-keys'));
    expect([code, out]).toEqual([0, expect.stringContaining('; 1 customers erased since')]);
    const audit = openAuditStore(at('by-file'));
    expect(await audit.find({ after: 0, limit: 9 })).toMatchObject([ENTRY]);
    await audit.close();
    await started('by-file', 'old-keys', async (on) => {
      const { events } = (await on.get('/v1/events?type=CustomerErased')) as { readonly events: readonly object[] };
      const data = { customer: 'ada', change: 'erase-ada', reason: 'consent', keyId: noted[0]?.keyId };
      expect(events).toMatchObject([{ key: 'ada', data }]);
      expect(JSON.stringify(await on.get('/v1/customers'))).not.toMatch(/"id":"ada"[^}]*minna@/);
      const body = { id: 'erase-ada', reason: 'consent', requestedAt: '2024-01-01' };
      const again = await on.send('POST', '/v1/customers/ada/erase', body);
      expect(again).toMatchObject({ status: 200, body: { duplicate: true } });
      expect(await on.problem('POST', '/v1/customers', { id: 'cy', ...NAMED })).toBe('410 customer-erased');
    });
    expect(await readFile(at('by-file/protected'), 'utf8')).toContain('TALLY_KEYS_DIR');
  });

  it('is refused for a file that has something else in it', async () => {
    await writeFile(at('other'), '{"customer":"ada"}\n');
    const args = ['restore', at('backup'), '--data', at('by-other'), '--erasures', at('other')];
    const { code, err } = await tally(args, keysIn('old-keys'));
    expect([code, err]).toEqual([1, expect.stringContaining('line 1 of')]);
  });
});
