import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import { demoBusiness } from '#demo/business.js';
import { Deployment, digestOf } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { differenceFromFreshFold } from '../processes/fresh-fold.js';
import { scratchFolder, Server, tally } from './server.js';

const FACTS = 800;
/** What was recorded after the copy was made. */
const LOST = 60;
const PIECE = 500;
/** Days and an instant on which the figures were known; undefined for now. */
const KNOWN = ['2023-02-28', '2023-12-31', '2024-06-30T12:00:00Z', undefined];

describeDeployment('a book with history over several processes', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let embedded: Server;
  let first: Deployment;
  let second: Deployment | undefined;
  const facts = [...demoBusiness({ facts: FACTS, seed: 5, isHistory: true })].map((fact) => JSON.stringify(fact));

  beforeAll(async () => {
    scratch = await scratchFolder();
    embedded = await Server.start(at('embedded'));
    await Promise.all([mkdir(at('first')), mkdir(at('second'))]);
    first = await Deployment.start({ folder: at('first') });
  });
  afterAll(async () => {
    await embedded.stop();
    await first.stop();
    await second?.stop();
    await scratch.remove();
  });

  const at = (name: string): string => `${scratch.folder}/${name}`;

  /** @returns the last position */
  async function sent(server: Server, lines: readonly string[]): Promise<string> {
    let position = '0';
    for (let i = 0; i < lines.length; i += PIECE) {
      const piece = lines.slice(i, i + PIECE);
      const { body } = await server.bulk(piece);
      expect(body).toMatchObject({ accepted: piece.length, errors: [] });
      position = String(body['position']);
    }
    return position;
  }

  async function digests(server: Server, position: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const knownAt of KNOWN) found.push(await digestOf(server, position, '2024-12-31', knownAt));
    return found;
  }

  /** All events of a book, as its server gives them. */
  async function log(server: Server): Promise<readonly unknown[]> {
    const found: { readonly position: string }[] = [];
    for (;;) {
      const page = await server.get(`/v1/log?limit=1000&after=${found.at(-1)?.position ?? '0'}`);
      const events = page['events'] as { readonly position: string }[];
      found.push(...events);
      if (events.length < 1_000) return found;
    }
  }

  it('answers as one process does what was known on any day, before the book was there', async () => {
    const early = facts.slice(0, -LOST);
    const [shared, alone] = [await sent(first.api, early), await sent(embedded, early)];
    const right = await digests(embedded, alone);
    expect(await digests(first.api, shared)).toEqual(right);
    expect(new Set(right).size).toBe(KNOWN.length);
    const late = {
      type: 'RegisterCustomer',
      data: { id: 'too-late', registeredAt: '2022-01-01' },
      knownSince: '2022-01-01',
    };
    expect((await first.api.bulk([JSON.stringify(late)])).body).toMatchObject({
      accepted: 0,
      errors: [{ code: 'known-out-of-order' }],
    });
    expect(await differenceFromFreshFold(first.env)).toBeUndefined();
  });

  it('is the same book in a new EventStoreDB, and goes on beside what MongoDB and Kafka know of the lost one', async () => {
    const before = await log(first.api);
    const { code, out, err } = await tally(['export', at('copy'), '--url', first.api.url]);
    expect([code, err, out]).toEqual([0, '', expect.stringContaining('complete up to position ')]);
    const lost = facts.slice(-LOST);
    await digestOf(first.api, await sent(first.api, lost));
    await first.stop();

    second = await Deployment.start({
      folder: at('second'),
      env: {
        MONGODB_URI: first.env['MONGODB_URI'] ?? '',
        TALLY_BUS_KEY_FILE: first.env['TALLY_BUS_KEY_FILE'] ?? '',
      },
      before: async (env) => {
        const restored = await tally(['restore', at('copy')], env);
        expect([restored.code, restored.err]).toEqual([0, expect.stringContaining('100%')]);
      },
    });
    expect(await log(second.api)).toEqual(before);
    const last = (before.at(-1) as { readonly position: string }).position;
    const { tail: alone } = (await embedded.get('/v1/log?limit=1')) as { tail: string };
    expect(await digests(second.api, last)).toEqual(await digests(embedded, alone));

    expect((await second.api.bulk(facts.slice(0, 10))).body).toMatchObject({ accepted: 0, duplicates: 10 });
    const [shared, again] = [await sent(second.api, lost), await sent(embedded, lost)];
    expect(Number(shared)).toBeGreaterThan(Number(last));
    expect(await digests(second.api, shared)).toEqual(await digests(embedded, again));
    expect((await log(second.api)).slice(0, before.length)).toEqual(before);
    expect(await differenceFromFreshFold(second.env)).toBeUndefined();
  });
});
