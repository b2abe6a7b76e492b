import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { cases } from '#testing/night.js';
import { SqliteAuditStore } from '#audit-sqlite/sqlite-audit-store.js';
import { scratchFolder, Server, tally } from '../journeys/server.js';
import { until } from '../processes/until.js';

const KILLS = cases({ day: 2, night: 3 });
const CONNECTIONS = 4;
/** Answers that show people, of which a kill is in the midst. */
const SHOWN = 40;

describe('a server killed while it shows people', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let key: string;
  beforeAll(async () => {
    scratch = await scratchFolder();
    const args = ['key', 'create', '--name', 'ops', '--role', 'admin', '--data', scratch.folder];
    key = (await tally(args)).out.trim();
  });
  afterAll(() => scratch.remove());

  /** Asks for cards until the server dies. @returns the ids of requests that were answered */
  const ask = async (url: string, answered: string[]): Promise<void> => {
    for (;;) {
      const headers = { authorization: `Bearer ${key}` };
      const response = await fetch(`${url}/v1/customers`, { headers }).catch(() => undefined);
      const id = response?.headers.get('x-request-id');
      const body = await response?.text().catch(() => undefined);
      if (id === undefined || id === null || body === undefined) return;
      expect([response?.status, body]).toEqual([200, expect.stringContaining('customers')]);
      answered.push(id);
    }
  };

  it(`has an entry for each of them, numbered without a gap, after ${String(KILLS)} kills`, async () => {
    const answered: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const server = await Server.start(scratch.folder, { TALLY_AUTH: 'required' });
      const before = answered.length;
      const asking = Promise.all(Array.from({ length: CONNECTIONS }, () => ask(server.url, answered)));
      await Promise.race([until(() => answered.length >= before + SHOWN), asking]);
      await server.kill('SIGKILL');
      await asking;
    }
    expect(answered.length).toBeGreaterThanOrEqual(KILLS * SHOWN);
    const store = new SqliteAuditStore(join(scratch.folder, 'audit.sqlite'));
    const entries = await store.find({ after: 0, limit: 1_000_000 });
    await store.close();
    expect(entries.map(({ n }) => n)).toEqual(entries.map((_, i) => i + 1));
    const written = new Set(entries.map(({ requestId }) => requestId));
    expect(answered.filter((id) => !written.has(id))).toEqual([]);
  });
});
