import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isConsistent } from '#merkle/check-proofs.js';
import { readHashLines } from '#merkle/proof-text.js';
import { vkeyOf, type NoteSigner } from '#merkle/signed-note.js';
import { defaultOrigin, signerOf } from '#platform/signing-settings.js';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { until } from '../processes/until.js';
import { scratchFolder, tally, type Server } from './server.js';
import { signingKey } from './signing-key.js';

const FACTS = 300;
/** With the event that opens the book. */
const EVENTS = FACTS + 1;
const QUESTION = { metrics: ['orders', 'revenue.net'], asOf: '2023-12-31' };

describeDeployment('a deployment that signs heads of its log', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let deployment: Deployment;
  let settings: Readonly<Record<string, string>>;
  let signer: NoteSigner;
  let bundle: string;
  let position: string;
  const file = (name: string) => join(scratch.folder, name);
  const text = async (server: Server, path: string) => (await fetch(server.url + path)).text();
  const facts = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) =>
      JSON.stringify({
        type: 'RecordSale',
        data: {
          id: `s-${String(from + i)}`,
          occurredAt: '2023-12-01',
          lines: [{ product: 'tea', quantity: 1, unitPrice: '1.25' }],
        },
      }),
    );
  /** Once the figures cover a position. */
  const answered = async (server: Server, at: string): Promise<Record<string, unknown>> => {
    for (;;) {
      const { status, body } = await server.post('/v1/query', { ...QUESTION, position: at });
      if (status !== 503) return body;
    }
  };
  const headOf = (answer: Record<string, unknown>) =>
    (answer['meta'] as { readonly head?: { readonly size: number; readonly root: string } }).head;

  beforeAll(async () => {
    scratch = await scratchFolder();
    settings = await signingKey(scratch.folder);
    deployment = await Deployment.start({ folder: scratch.folder, apis: 2, env: settings });
    const { body } = await deployment.api.bulk(facts(0, FACTS));
    expect(body).toMatchObject({ accepted: FACTS, errors: [] });
    position = String(body['position']);
    const { events } = (await deployment.api.get('/v1/log?limit=1')) as { readonly events: readonly { id: string }[] };
    const opened = events[0]?.id ?? '';
    signer = signerOf(settings['TALLY_SIGNING_KEY_FILE'] ?? '', defaultOrigin(opened));
    await writeFile(file('vkey'), vkeyOf(signer));
    bundle = file('bundle');
  });
  afterAll(async () => {
    await deployment.stop();
    await scratch.remove();
  });

  it('signs the same root in each process, of all that was recorded just before', async () => {
    const heads = await Promise.all(deployment.apis.map((api) => text(api, '/v1/log/checkpoint')));
    const of = heads.map((head) => head.split('\n').slice(0, 3));
    expect(of[0]).toEqual([signer.name, String(EVENTS), expect.stringMatching(/^[\w+/]{43}=$/)]);
    expect(of[1]).toEqual(of[0]);
    await writeFile(file('head'), heads[0] ?? '');
    for (const api of deployment.apis)
      expect(headOf(await answered(api, position))).toEqual({ size: EVENTS, root: of[0]?.[2] });
  });

  it('tells of a replay the head of what was known then', async () => {
    const { api } = deployment;
    const log = (await api.get('/v1/log?limit=100')) as { readonly events: readonly { position: string }[] };
    const known = log.events.at(-1)?.position ?? '';
    const of = async (knownAt: object) => {
      const { body } = await api.post('/v1/replays', knownAt);
      const replay = String(body['id']);
      await until(async () => (await api.get(`/v1/replays/${replay}`))['state'] === 'done');
      return headOf((await api.post('/v1/query', { metrics: ['orders'], replay })).body);
    };
    expect(await of({})).toEqual(headOf(await answered(api, position)));
    const earlier = await of({ knownAt: known });
    const hashes = await text(api, `/v1/log/proof?from=100&to=${String(EVENTS)}`);
    const now = headOf(await answered(api, position));
    expect(earlier?.size).toBe(100);
    expect(
      isConsistent(
        { size: 100, root: Buffer.from(earlier?.root ?? '', 'base64') },
        { size: EVENTS, root: Buffer.from(now?.root ?? '', 'base64') },
        readHashLines(hashes),
      ),
    ).toBe(true);
  });

  it('is found right by whoever audits an export of it with an answer, and the server itself', async () => {
    const exported = await tally(['export', bundle, '--proof', '--url', deployment.api.url]);
    expect([exported.code, exported.err]).toEqual([0, '']);
    await writeFile(
      file('figure'),
      JSON.stringify({ question: QUESTION, answer: await answered(deployment.api, position) }),
    );
    const by = ['--vkey', file('vkey'), '--head', file('head')];
    const audited = await tally(['audit', bundle, ...by, '--figure', file('figure')]);
    expect([audited.code, audited.err, audited.out]).toEqual([
      0,
      '',
      expect.stringMatching(`${String(EVENTS)} events of .* up to position ${position}, each as its leaf`),
    ]);
    expect(audited.out).toContain('the figure follows from the events');
    const server = await tally(['audit', deployment.apis[1]?.url ?? '', ...by]);
    expect([server.code, server.err]).toEqual([0, '']);
  });

  it('has what was closed in a head of its own, and goes on from the earlier one', async () => {
    const { status } = await deployment.api.post('/v1/periods/2023-12/close', {});
    expect(status).toBe(201);
    const heads = await readFile(join(scratch.folder, 'api-0', 'heads.txt'), 'utf8');
    expect(heads).toContain(`\n${String(EVENTS + 1)}\n`);
    const hashes = await text(deployment.api, `/v1/log/proof?from=${String(EVENTS)}&to=${String(EVENTS + 1)}`);
    expect(hashes.trim().split('\n').length).toBeGreaterThan(1);
  });

  it('takes nothing where an event was changed in EventStoreDB, and goes on where somebody accepts that', async () => {
    const before = await tally(['audit', deployment.api.url, '--vkey', file('vkey'), '--head', file('head')]);
    expect(before.code).toBe(0);
    await deployment.restartEventStore(async () => {
      const db = new DatabaseSync(join(scratch.folder, 'log.sqlite'));
      db.exec(
        `UPDATE events SET data = CAST(replace(CAST(data AS TEXT), '"1.25"', '"1.26"') AS BLOB) WHERE stream LIKE '%.sale-s-42'`,
      );
      db.close();
    });
    const signing = { ...settings, TALLY_HEADS_FILE: join(scratch.folder, 'api-0', 'heads.txt') };
    await deployment.add('api', signing);
    const watching = deployment.apis[2] as Server;
    const troubles = async () => ((await watching.get('/readyz'))['troubles'] ?? []) as readonly string[];
    const tampered = async () => (await troubles()).find((trouble) => trouble.startsWith('the log as it was signed: '));
    await until(async () => (await tampered()) !== undefined);
    const found = (await tampered()) ?? '';
    expect(found).toMatch(/position \d+ \(SaleRecorded .* of sale-s-42\) is not as it was recorded/);
    const [late = ''] = facts(FACTS, 1);
    expect(await watching.post('/v1/sales', (JSON.parse(late) as { data: object }).data)).toMatchObject({
      status: 503,
      body: { code: 'log-tampered' },
    });
    const root = /TALLY_ACCEPT_HEAD=(\S+)/.exec(found)?.[1] ?? '';
    await deployment.add('api', { ...signing, TALLY_ACCEPT_HEAD: root });
    const accepting = deployment.apis[3] as Server;
    expect((await accepting.bulk([late])).body).toMatchObject({ accepted: 1, errors: [] });
    const { events } = (await accepting.get('/v1/log?limit=1000')) as { readonly events: readonly { type: string }[] };
    expect(events.map(({ type }) => type).slice(-2)).toEqual(['HeadAccepted', 'SaleRecorded']);
    const after = await tally(['audit', accepting.url, '--vkey', file('vkey'), '--head', file('head')]);
    expect([after.code, after.err + after.out]).toEqual([1, expect.stringContaining('is not a prefix')]);
  });
});
