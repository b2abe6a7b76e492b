import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SCOPE_WORDS } from '#kernel/scopes.js';
import { Guarded } from './guarded.js';

/** What is said of people, each by a word that is nowhere else. */
const SAID = {
  name: 'Wilhelmina',
  email: 'minna@example.org',
  phone: '+49301234567',
  note: 'Kornblume',
  newEmail: 'harker@example.org',
  subject: 'Zahnschmerzen',
  title: 'Erbschaft',
  refund: 'Unvertraeglich',
  sale: 'Verstorben',
  call: 'Verwechselt',
  reopen: 'Heimgekehrt',
  credit: 'Beschwerde',
};
const LINES = [{ product: 'tea', quantity: 1, unitPrice: '9' }];

const FACTS: readonly (readonly [path: string, body: object, method?: string])[] = [
  [
    '/v1/customers',
    {
      id: 'ada',
      registeredAt: '2024-01-01',
      region: 'north',
      name: SAID.name,
      email: SAID.email,
      phone: SAID.phone,
      attributes: { note: SAID.note },
    },
  ],
  ['/v1/customers/ada', { id: 'x1', effectiveAt: '2024-01-02', email: SAID.newEmail }, 'PATCH'],
  ['/v1/interactions', { id: 'i1', customerId: 'ada', occurredAt: '2024-01-03', kind: 'call', subject: SAID.subject }],
  ['/v1/interactions/i1/void', { id: 'w1', reason: SAID.call }],
  ['/v1/opportunities', { id: 'o1', customerId: 'ada', openedAt: '2024-01-03', title: SAID.title }],
  ['/v1/opportunities/o1/lose', { id: 'l1', occurredAt: '2024-01-04', reason: 'price' }],
  ['/v1/sales', { id: 's1', customerId: 'ada', occurredAt: '2024-01-03', lines: LINES }],
  ['/v1/sales/s1/refunds', { id: 'r1', occurredAt: '2024-01-04', amount: '1', reason: SAID.refund }],
  ['/v1/sales/s1/void', { id: 'v1', reason: SAID.sale }],
  ['/v1/credits', { id: 'k1', customerId: 'ada', occurredAt: '2024-01-04', amount: '1', reason: SAID.credit }],
  ['/v1/customers/ada/close', { id: 'c1', occurredAt: '2024-01-05', reason: 'moved away' }],
  ['/v1/customers/ada/reopen', { id: 'c2', occurredAt: '2024-01-06', reason: SAID.reopen }],
];

interface Operation {
  readonly 'x-needs': readonly string[];
}

describe('access, contract test 24: who may not see what is of a person', () => {
  const guarded = new Guarded();
  const admin = { key: '' };
  const analyst = { key: '' };
  beforeAll(async () => {
    await guarded.start({ failures: Infinity });
    admin.key = await guarded.issue({ id: 'ops', name: 'Operators', scopes: ['emit:*', ...SCOPE_WORDS] });
    // Whoever may hand a customer's data out reads it there.
    const rest = SCOPE_WORDS.filter((word) => word !== 'personal' && word !== 'privacy');
    analyst.key = await guarded.issue({ id: 'bi', name: 'Reports', scopes: rest });
    guarded.stage.at('2024-01-10T00:00:00Z');
    for (const [path, body, method = 'POST'] of FACTS) {
      const answer = await guarded.ask(method, path, { ...admin, body });
      expect([answer.text, answer.status]).toEqual([answer.text, 201]);
      guarded.stage.position = String(answer.body['position']);
    }
    const closing = await guarded.ask('POST', '/v1/periods/2023-12/close', { ...admin, body: { id: 'q1' } });
    expect([closing.text, closing.status]).toEqual([closing.text, 201]);
    await guarded.stage.book.models.waitFor(Number(guarded.stage.position));
  });
  afterAll(() => guarded.stage.close());

  const wordsIn = (text: string) => Object.values(SAID).filter((word) => text.includes(word));
  const read = async (path: string, who = analyst) => (await guarded.ask('GET', path, who)).body;

  it('reads none of it on any route, also not as a file, while others read all of it', async () => {
    const { body } = await guarded.ask('GET', '/openapi.json', admin);
    const paths = body['paths'] as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    const ids: Readonly<Record<string, string>> = {
      customers: 'ada',
      interactions: 'i1',
      opportunities: 'o1',
      sales: 's1',
    };
    const routes = Object.entries(paths)
      .filter(([, { get }]) => get !== undefined && !get['x-needs'].includes('personal'))
      .map(([path]) =>
        path.replace(/\{(\w+)\}/, (_, name) =>
          name === 'period' ? '2023-12' : (ids[path.split('/')[2] ?? ''] ?? 'nobody'),
        ),
      );
    const seen = { all: new Set<string>(), masked: new Set<string>() };
    for (const route of routes)
      for (const search of ['', '?knownAt=2024-12-31', '?format=csv']) {
        for (const word of wordsIn((await guarded.ask('GET', route + search, analyst)).text)) seen.masked.add(word);
        for (const word of wordsIn((await guarded.ask('GET', route + search, admin)).text)) seen.all.add(word);
      }
    expect([...seen.masked]).toEqual([]);
    expect([...seen.all].sort()).toEqual(Object.values(SAID).sort());
  });

  it('is told what was left out', async () => {
    expect(await read('/v1/customers/ada')).toMatchObject({
      region: 'north',
      masked: ['name', 'email', 'phone', 'attributes'],
    });
    expect(await read('/v1/customers/ada?asOf=2024-01-06')).toMatchObject({ stage: 'lead' });
    expect(await read('/v1/interactions/i1')).toMatchObject({ kind: 'call', masked: ['subject'] });
    expect(await read('/v1/opportunities/o1')).toMatchObject({ reason: 'price', masked: ['title'] });
    expect(await read('/v1/sales/s1')).toMatchObject({ refunds: [{ id: 'r1', masked: ['reason'] }] });
    const { events } = (await read('/v1/events?type=CustomerChanged')) as { readonly events: readonly object[] };
    expect(events).toEqual([
      expect.objectContaining({ data: { id: 'ada', change: 'x1', attributes: {} }, masked: ['email'] }),
    ]);
    const list = await guarded.ask('GET', '/v1/customers?format=csv', analyst);
    expect(list.text).toContain('""name"",""email"",""phone"",""attributes""');
    expect(await read('/v1/customers/ada', admin)).not.toHaveProperty('masked');
  });

  it('finds nobody by it, neither in an address nor in a body', async () => {
    const found = async (who: typeof admin, q: string) => {
      const answers = [
        await guarded.ask('GET', `/v1/customers?q=${encodeURIComponent(q)}`, who),
        await guarded.ask('POST', '/v1/customers/search', { ...who, body: { q } }),
      ];
      return answers.map(({ body }) => (body['customers'] as readonly object[]).length);
    };
    for (const q of [SAID.name, 'HARKER@', SAID.phone]) {
      expect([q, await found(analyst, q)]).toEqual([q, [0, 0]]);
      expect([q, await found(admin, q)]).toEqual([q, [1, 1]]);
    }
    expect(await found(analyst, 'ad')).toEqual([1, 1]);
  });

  it('is told of no segment that goes by it', async () => {
    const rule = `attributes["note"] == "${SAID.note}"`;
    const put = await guarded.ask('PUT', '/v1/segments/noted', { ...admin, body: { title: 'Noted', rule } });
    expect(put.status).toBe(201);
    await guarded.stage.book.models.waitFor(Number(put.body['position']));
    for (const path of [
      '/v1/segments/noted/members?asOf=2024-01-09',
      '/v1/segments/noted/size',
      '/v1/query?metrics=orders&by=in:noted',
    ]) {
      expect([path, (await guarded.ask('GET', path, admin)).status]).toEqual([path, 200]);
      expect([path, await guarded.outcome('GET', path, analyst)]).toEqual([path, '403 forbidden']);
    }
    expect(await guarded.outcome('POST', '/v1/segments/preview', { ...analyst, body: { rule } })).toBe('403 forbidden');
  });

  it('may ask in a body for what an address could, and is told what is wrong with it', async () => {
    const search = (body: unknown) => guarded.ask('POST', '/v1/customers/search', { ...analyst, body });
    const asked = { stage: ['active', 'lead'], region: 'north', sort: '-revenue', limit: 1, asOf: '2024-01-06' };
    const { body } = await search({ ...asked, position: guarded.stage.position });
    expect(body).toEqual(
      await read('/v1/customers?stage=active,lead&region=north&sort=-revenue&limit=1&asOf=2024-01-06'),
    );
    expect(body['customers']).toHaveLength(1);
    for (const wrong of [
      [],
      'ada',
      { limit: 0 },
      { stage: 3 },
      { stage: [{}] },
      { query: 'ada' },
      { q: 7 },
      { asOf: 5 },
    ])
      expect([wrong, (await search(wrong)).body['code']]).toEqual([wrong, 'invalid-request']);
  });
});
