import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { atNight } from '#testing/night.js';
import { scratchFolder, Server, tally } from '../journeys/server.js';

const FACTS = 8_000;

describe('read models that are behind their log', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let data: string;

  beforeAll(async () => {
    scratch = await scratchFolder();
    data = join(scratch.folder, 'book');
    const early = join(scratch.folder, 'early');
    await record(0, FACTS / 4);
    cpSync(data, early, { recursive: true });
    await record(FACTS / 4, FACTS);
    for (const name of views(data)) rmSync(join(data, name));
    for (const name of views(early)) cpSync(join(early, name), join(data, name));
  });

  afterAll(() => scratch.remove());

  const views = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('views-'));

  async function record(from: number, to: number): Promise<void> {
    const server = await Server.start(data);
    const facts = Array.from({ length: to - from }, (_, i) => {
      const lines = [{ product: 'tea', quantity: 1, unitPrice: '1' }];
      const sale = { id: `s-${String(from + i)}`, occurredAt: '2024-02-03', lines };
      return JSON.stringify({ type: 'RecordSale', data: sale });
    });
    const { body } = await server.bulk(facts);
    await server.get(`/v1/query?metrics=orders&position=${String(body['position'])}`);
    await server.stop();
  }

  it('are said to be that, with exit code 1, by a look at them as they are', async () => {
    const { code, out } = await tally(['verify', '--data', data]);
    const end = String(FACTS + 1);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(
        new RegExp(`^the read models end at position ${String(FACTS / 4 + 1)}, the log at ${end}: start the server`),
      ),
    ]);
  });

  it('are waited for by a question and an export', async () => {
    const { code, out } = await tally(['query', 'orders', '--format', 'csv', '--data', data]);
    expect([code, out]).toEqual([0, `orders\r\n${String(FACTS)}\r\n`]);
    expect((await tally(['export', join(scratch.folder, 'out'), '--data', data])).out).toContain(
      `${String(FACTS + 1)} events, 0 customers, 13 tables of figures; complete up to position ${String(FACTS + 1)}\n`,
    );
  });

  atNight('are compared as of one moment while a server adds to them', async () => {
    const server = await Server.start(data);
    const adding = { ended: false };
    const demo = tally(['demo', '--facts', '4000', '--url', server.url]).finally(() => (adding.ended = true));
    const verdicts: (number | null)[] = [];
    while (!adding.ended) verdicts.push((await tally(['verify', '--data', data])).code);
    expect((await demo).code).toBe(0);
    expect(verdicts).toEqual(verdicts.map(() => 0));
    await server.stop();
  });
});
