import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson, contentHash } from '#kernel/canonical.js';
import { cases } from '#testing/night.js';
import { QUIET, sale, Stage } from './stage.js';

const ADA = {
  ...{ id: 'ada', registeredAt: '2024-01-01', region: 'north', name: 'Wilhelmina', email: 'minna@example.org' },
  attributes: { vip: 'yes' },
};
const MOVED = { id: 'x1', effectiveAt: '2024-01-02', region: 'south', email: 'harker@example.org' };
const CALL = { id: 'i1', customerId: 'ada', occurredAt: '2024-01-03', kind: 'call', subject: 'Zahnschmerzen' };
const DEAL = { id: 'o1', customerId: 'ada', openedAt: '2024-01-03', value: '70', title: 'Erbschaft' };
const WORDS = ['Wilhelmina', 'minna@example', 'harker@example', 'Zahnschmerzen', 'Erbschaft'];

/** Addresses that are tried. */
const DICTIONARY = cases({ day: 2_000, night: 1_000_000 });

/** A word as others may write it: base64 at each of its three places, where the first and the last of it hang on what is beside it. */
function formsOf(word: string): readonly Buffer[] {
  const bytes = Buffer.from(word);
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    return text.slice(before === 0 ? 0 : before + 1, -1);
  });
  const utf16 = Buffer.from(word, 'utf16le');
  const texts = [
    word,
    word.toLowerCase(),
    word.toUpperCase(),
    encodeURIComponent(word),
    bytes.toString('hex'),
    ...base64,
  ];
  return [...texts.map((text) => Buffer.from(text)), utf16, Buffer.from(utf16).swap16()];
}

async function filesOf(folders: readonly string[]): Promise<readonly Buffer[]> {
  const found = await Promise.all(folders.map((one) => readdir(one, { recursive: true, withFileTypes: true })));
  const files = found.flat().filter((one) => one.isFile());
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))));
}

describe('a customer who is erased', () => {
  const stage = new Stage();
  let folder: string;
  const settings = () => ({ TALLY_MASTER_KEY_FILE: join(folder, 'master.key'), TALLY_KEYS_DIR: join(folder, 'keys') });
  const erase = (id: string, body: object = {}) =>
    stage.send('POST', `/v1/customers/${id}/erase`, { id: `erase-${id}`, reason: 'request', ...body });
  const digests = async (): Promise<readonly unknown[]> => {
    const spans = ['from=2024-01-01&to=2024-01-09', 'asOf=2024-01-03', 'knownAt=2024-01-10&to=2024-01-09', 'grain=day'];
    const figures = await Promise.all(spans.map((span) => stage.get(`/v1/figures?${span}`)));
    const [cohorts, rfm] = await Promise.all([stage.get('/v1/cohorts'), stage.get('/v1/rfm?asOf=2024-01-09')]);
    return [...figures.map(({ digest }) => digest), cohorts['cohorts'] ?? cohorts['cells'], rfm['customers']];
  };
  const grown = (id: string) => ({ ...ADA, id });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tally-keys-'));
    await writeFile(join(folder, 'master.key'), randomBytes(32));
    stage.at('2024-01-10T00:00:00Z');
    await stage.start(settings());
    await stage.record('/v1/customers', ADA);
    await stage.record('/v1/customers/ada', MOVED, 'PATCH');
    await stage.record('/v1/interactions', CALL);
    await stage.record('/v1/opportunities', DEAL);
    await stage.record('/v1/sales', sale('s1', 'ada', '2024-01-04', '12'));
    await stage.record('/v1/customers', { ...grown('bo'), name: 'Bonifatius' });
    await stage.record('/v1/segments/vips', { title: 'VIP', rule: 'attributes["vip"] == "yes"' }, 'PUT');
  });
  afterAll(async () => {
    await stage.close();
    await rm(folder, { recursive: true });
  });

  it('access, contract test 26: is gone from every answer, and no figure moves', async () => {
    const before = await digests();
    const vips = async () =>
      (await stage.get('/v1/segments/vips/size?from=2024-01-09&to=2024-01-09&grain=day'))['rows'];
    expect(await vips()).toMatchObject([{ opening: 2, closing: 2 }]);
    expect(await erase('ada', { requestedAt: '2024-01-12' })).toMatchObject({
      status: 422,
      body: { code: 'occurred-in-future' },
    });
    const answer = await erase('ada', { requestedAt: '2024-01-09' });
    expect(answer).toMatchObject({ status: 201, body: { id: 'erase-ada', duplicate: false } });
    stage.position = String(answer.body['position']);
    const erased = { position: stage.position, at: '2024-01-10T00:00:00.000Z' };
    const card = await stage.get('/v1/customers/ada');
    expect(card).toMatchObject({ id: 'ada', region: 'south', orders: 1, erased });
    for (const name of ['name', 'email', 'attributes', 'masked']) expect(card).not.toHaveProperty(name);
    expect(await stage.get('/v1/customers/ada?knownAt=2024-01-10')).toMatchObject({ erased });
    expect(await stage.get('/v1/customers')).toMatchObject({
      customers: [
        { id: 'ada', erased },
        { id: 'bo', name: 'Bonifatius' },
      ],
    });
    expect(await stage.get('/v1/customers?q=minna')).toMatchObject({ customers: [{ id: 'bo' }] });
    const shown = await Promise.all(
      ['/v1/customers/ada/timeline', '/v1/interactions/i1', '/v1/opportunities/o1', '/v1/events?customerId=ada'].map(
        (path) => stage.get(path),
      ),
    );
    expect(WORDS.filter((word) => JSON.stringify(shown).includes(word))).toEqual([]);
    expect(await digests()).toEqual(before);
    // Nobody goes by what was said of her any more, on whatever day.
    expect(await vips()).toMatchObject([{ opening: 1, closing: 1 }]);
  });

  it('access, contract test 30: takes no more of a person, and all the rest', async () => {
    expect(await erase('ada', { requestedAt: '2024-01-09' })).toMatchObject({ status: 200, body: { duplicate: true } });
    expect(await erase('ada', { id: 'again' })).toMatchObject({ status: 200, body: { duplicate: true } });
    for (const [method, path, body] of [
      ['POST', '/v1/customers', ADA],
      ['POST', '/v1/customers', { ...ADA, email: 'guessed@example.org' }],
      ['PATCH', '/v1/customers/ada', MOVED],
      ['POST', '/v1/interactions', CALL],
    ] as const)
      expect(await stage.send(method, path, body)).toMatchObject({ status: 200, body: { duplicate: true } });
    expect(await stage.problem('POST', '/v1/customers', { ...ADA, region: 'west' })).toBe('409 id-conflict');
    for (const [method, path, body] of [
      ['PATCH', '/v1/customers/ada', { id: 'x2', email: 'new@example.org' }],
      ['POST', '/v1/interactions', { ...CALL, id: 'i2' }],
      ['POST', '/v1/opportunities', { ...DEAL, id: 'o2' }],
    ] as const)
      expect([path, await stage.problem(method, path, body)]).toEqual([path, '410 customer-erased']);
    await stage.record('/v1/customers/ada', { id: 'x3', region: 'west' }, 'PATCH');
    await stage.record('/v1/interactions', { id: 'i3', customerId: 'ada', occurredAt: '2024-01-05', kind: 'call' });
    await stage.record('/v1/sales', sale('s2', 'ada', '2024-01-05', '3'));
    expect(await stage.get('/v1/customers/ada')).toMatchObject({ region: 'west', orders: 2, erased: {} });
  });

  it('access, contract test 25: is in no file and no answer, in whatever encoding', async () => {
    const contents = await filesOf([await stage.folder(), join(folder, 'keys')]);
    expect(contents.length).toBeGreaterThan(3);
    const answers = await Promise.all(
      [
        '/v1/log?limit=1000',
        '/v1/events',
        '/v1/customers?format=csv',
        '/v1/interactions/i1',
        '/v1/opportunities/o1',
      ].map(async (path) => Buffer.from(await (await fetch(stage.url + path)).arrayBuffer())),
    );
    for (const word of WORDS) {
      // Another customer, who was not erased, has the same address.
      const all = word === 'minna@example' ? contents : [...contents, ...answers];
      for (const form of formsOf(word))
        expect([word, all.filter((bytes) => bytes.includes(form)).length]).toEqual([word, 0]);
    }
    // One who was not erased is found so, or nobody would be.
    expect(answers.some((bytes) => bytes.includes('Bonifatius'))).toBe(true);
  });

  it('access, contract test 28: is found by nobody who tries a dictionary of addresses', async () => {
    const contents = (await filesOf([await stage.folder(), join(folder, 'keys')])).map((bytes) =>
      bytes.toString('latin1'),
    );
    // Whatever stands before or behind it in a file.
    const runs = contents.flatMap((text) => text.match(/[\w+/-]{43,}/g) ?? []);
    const digests = new Set(
      runs.flatMap((run) => Array.from({ length: run.length - 42 }, (_, at) => run.slice(at, at + 43))),
    );
    const has = (digest: Buffer): boolean =>
      (['base64url', 'base64', 'hex'] as const).some((encoding) => digests.has(digest.toString(encoding).slice(0, 43)));
    // What she said of herself by then: whoever knows all of it but the address tries that.
    const { email: _email, ...rest } = ADA;
    for (let i = 0; i < DICTIONARY; i++) {
      const email = i === 0 ? ADA.email : `minna-${String(i)}@example.org`;
      const { name, attributes } = rest;
      for (const guess of [email, JSON.stringify({ name, email }), canonicalJson({ name, email, attributes })])
        if (has(createHash('sha256').update(guess).digest())) throw new Error(`found by ${guess}`);
      for (const said of [{ ...rest, email }, { name, email, attributes }, { email }])
        if (digests.has(contentHash(said))) throw new Error(`found by the hash of ${email}`);
    }
    // What is not of a person is found so.
    const log = (await stage.send('GET', '/v1/log?limit=1000')).body as {
      readonly events: readonly { readonly hash: string }[];
    };
    expect(log.events.filter(({ hash }) => digests.has(hash)).length).toBeGreaterThan(3);
  });

  it('is erased at the next start where the process died on the way, once', async () => {
    await stage.record('/v1/customers', grown('cy'));
    await stage.record('/v1/customers', grown('di'));
    const { keyring } = stage.book;
    if (keyring === undefined) throw new Error('the book has no keys');
    // It dies before the log has it, and after.
    await keyring.doom('customer-cy');
    keyring.destroy = () => Promise.reject(new Error('died'));
    expect((await erase('di')).status).toBe(500);
    await stage.stop();
    await stage.start({ ...settings(), ...QUIET });
    expect(await stage.get('/v1/customers/cy')).toMatchObject({ name: ADA.name });
    const card = await stage.get('/v1/customers/di');
    expect(card).toMatchObject({ erased: { at: '2024-01-10T00:00:00.000Z' } });
    expect(card).not.toHaveProperty('name');
    expect(await erase('di')).toMatchObject({ status: 200, body: { duplicate: true } });
    const { events } = (await stage.get('/v1/events?type=CustomerErased')) as { readonly events: readonly object[] };
    expect(events).toMatchObject([{ key: 'ada' }, { key: 'di' }]);
    expect(await stage.book.keyring?.doomed()).toEqual([]);
  });

  it('is not erased while somebody holds it', async () => {
    await stage.record('/v1/customers', grown('el'));
    for (const id of ['court', 'audit']) await stage.record('/v1/customers/el/hold', { id, reason: 'Anwältin Funk' });
    const problem = await erase('el');
    expect([problem.status, problem.body['code']]).toEqual([409, 'legal-hold']);
    expect(problem.body['detail']).toContain('(court, audit)');
    expect(await stage.book.keyring?.doomed()).toEqual([]);
    expect(await stage.get('/v1/customers/el')).toMatchObject({ name: ADA.name });
    await stage.record('/v1/customers/el/release', { id: 'r1', hold: 'court' });
    expect((await erase('el')).body['code']).toBe('legal-hold');
    const again = { id: 'r2', hold: 'court' };
    expect(await stage.problem('POST', '/v1/customers/el/release', again)).toBe('404 not-found');
    await stage.record('/v1/customers/el/release', { id: 'r2' });
    expect(await stage.problem('POST', '/v1/customers/el/release', { id: 'r3' })).toBe('404 not-found');
    expect((await erase('el')).status).toBe(201);
    expect(await stage.problem('POST', '/v1/customers/el/hold', { id: 'late' })).toBe('410 customer-erased');
    expect(await stage.send('POST', '/v1/customers', grown('el'))).toMatchObject({ status: 200 });
    const changed = { id: 'x9', email: 'new@example.org' };
    expect(await stage.problem('PATCH', '/v1/customers/el', changed)).toBe('410 customer-erased');
    await stage.record('/v1/sales', sale('s9', 'el', '2024-01-06', '3'));
  });

  it('is handed out before, with every event and label open on both clocks', async () => {
    await stage.record('/v1/customers', { ...grown('fay'), registeredAt: '2024-01-03' });
    await stage.record('/v1/customers/fay', { ...MOVED, id: 'x8', effectiveAt: '2024-01-05' }, 'PATCH');
    await stage.record('/v1/interactions', { ...CALL, id: 'i8', customerId: 'fay' });
    const response = await fetch(`${stage.url}/v1/customers/fay/export`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    const lines = (await response.text()).trimEnd().split('\n');
    const told = lines.map((line) => JSON.parse(line) as { readonly kind: string });
    const recordedAt = '2024-01-10T00:00:00.000Z';
    expect(told.filter(({ kind }) => kind === 'event')).toMatchObject([
      { type: 'CustomerRegistered', recordedAt, data: { personal: { name: ADA.name, email: ADA.email } } },
      { type: 'CustomerChanged', occurredAt: '2024-01-05T00:00:00.000Z', data: { personal: { email: MOVED.email } } },
      { type: 'InteractionLogged', data: { personal: { subject: CALL.subject } } },
    ]);
    const labels = told.filter(({ kind }) => kind === 'label');
    const recorded = '2024-01-10';
    expect(labels).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ day: '2024-01-03', recorded, from: null, count: 1, cause: 'registered' }),
        expect.objectContaining({
          day: '2024-01-05',
          recorded,
          from: expect.objectContaining({ region: 'north' }),
          to: expect.objectContaining({ region: 'south' }),
        }),
      ]),
    );
    expect(await stage.problem('GET', '/v1/customers/nobody/export')).toBe('404 not-found');
    expect((await erase('fay')).status).toBe(201);
    expect(await stage.problem('GET', '/v1/customers/fay/export')).toBe('410 customer-erased');
  });

  it('has to be there, in a book that is sealed', async () => {
    expect((await erase('nobody')).body['code']).toBe('not-found');
    expect((await erase('bo', { reason: 'whim' })).body['code']).toBe('invalid-request');
    expect(await stage.get('/v1/customers/bo')).toMatchObject({ name: 'Bonifatius' });
    const open = await Stage.open({}, {}, '2024-01-10T00:00:00Z');
    await open.record('/v1/customers', ADA);
    const body = { id: 'e1', reason: 'request' };
    expect(await open.problem('POST', '/v1/customers/ada/erase', body)).toBe('409 not-sealed');
    await open.stop();
    await open.start({ ...settings(), TALLY_KEYS_DIR: join(folder, 'other-keys') });
    expect(await open.problem('POST', '/v1/customers/ada/erase', body)).toBe('409 not-sealed');
    await open.close();
  });
});
