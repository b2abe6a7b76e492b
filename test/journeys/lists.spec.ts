import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

interface Listed {
  readonly customers: readonly { readonly id: string; readonly name?: string }[];
  readonly next: string | null;
}

describe('lists over HTTP', () => {
  let stage: Stage;
  const list = async (path: string) => (await stage.get(path)) as unknown as Listed;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-07-01T09:00:00Z');
    await stage.record('/v1/customers', {
      id: 'ada',
      registeredAt: '2024-01-01',
      name: 'Ada Byron',
      email: 'a@b.example',
    });
    const renamed = { id: 'x1', effectiveAt: '2024-06-01T12:00:00Z', name: 'Ada Lovelace', phone: '+44 1' };
    await stage.record('/v1/customers/ada', renamed, 'PATCH');
    stage.at('2024-08-01T09:00:00Z');
    await stage.record('/v1/customers/ada', { id: 'x2', effectiveAt: '2024-02-01', email: 'late@b.example' }, 'PATCH');
    for (const [i, id] of ['bob', 'cid', 'dan', 'eve', 'fay'].entries()) {
      await stage.record('/v1/customers', { id, registeredAt: '2024-01-01' });
      for (const day of ['2024-02-01', '2024-02-03', '2024-02-05'])
        await stage.record('/v1/sales', sale(`${id}-${day}`, id, day, String(10 * (i + 1))));
    }
  });
  afterAll(() => stage.close());

  it('show names, e-mails and telephones as of and known at the moments of the rest, as one customer by itself', async () => {
    for (const clocks of [
      '',
      'asOf=2024-03-01',
      'asOf=2024-06-01T11:59:59Z',
      'asOf=2024-06-01T12:00:00Z',
      'asOf=2024-03-01&knownAt=2024-07-31',
      'asOf=2024-03-01&knownAt=2024-07-15T00:00:00Z',
    ]) {
      const { customers } = await list(`/v1/customers?${clocks}`);
      expect([clocks, customers.find(({ id }) => id === 'ada')]).toEqual([
        clocks,
        await stage.get(`/v1/customers/ada?${clocks}`),
      ]);
    }
    const name = async (clocks: string) => (await list(`/v1/customers?q=ada&${clocks}`)).customers[0];
    expect(await name('asOf=2024-03-01')).toMatchObject({ name: 'Ada Byron', email: 'late@b.example' });
    expect(await name('asOf=2024-03-01&knownAt=2024-07-31')).toMatchObject({ name: 'Ada Byron', email: 'a@b.example' });
    expect(await name('')).toMatchObject({ name: 'Ada Lovelace', phone: '+44 1' });
  });

  it('find people by what they were called then', async () => {
    const found = async (question: string) => (await list(`/v1/customers?${question}`)).customers.map(({ id }) => id);
    expect(await found('q=lovelace')).toEqual(['ada']);
    expect(await found('q=BYRON')).toEqual([]);
    expect(await found('q=byron&asOf=2024-05-31')).toEqual(['ada']);
    expect(await found('q=lovelace&asOf=2024-05-31')).toEqual([]);
    expect(await found('q=late@&asOf=2024-05-31&sort=-revenue')).toEqual(['ada']);
    expect(await found('q=late@&asOf=2024-05-31&knownAt=2024-07-31')).toEqual([]);
    expect(await found('q=lovelace&knownAt=2024-06-30')).toEqual([]);
  });

  it.each(['/v1/customers?sort=-revenue&limit=2', '/v1/overdue?asOf=2024-07-01&limit=2'])(
    'show everybody once who stays while others come and sales are voided: %s',
    async (question) => {
      const { customers: all } = await list(question.replace('limit=2', 'limit=1000'));
      const mark = question.startsWith('/v1/overdue') ? 'o' : 'c';
      const writes = [
        async () => {
          await stage.record('/v1/customers', { id: `new-${mark}`, registeredAt: '2024-01-01' });
          for (const day of ['2024-02-01', '2024-02-03', '2024-02-05'])
            await stage.record('/v1/sales', sale(`new-${mark}-${day}`, `new-${mark}`, day, '900'));
        },
        () => stage.record(`/v1/sales/${all[0]?.id ?? ''}-2024-02-05/void`, { id: 'v', reason: 'entered twice' }),
        () => stage.record('/v1/sales', sale(`more-${mark}`, all.at(-1)?.id, '2024-02-10', '5000')),
      ];
      const shown: object[] = [];
      for (let next: string | null = ''; next !== null;) {
        const page = await list(`${question}${next === '' ? '' : `&cursor=${next}`}`);
        shown.push(...page.customers);
        next = page.next;
        await writes.shift()?.();
      }
      expect(shown).toEqual(all);
    },
  );

  it('refuse the cursor of another question', async () => {
    const lists = [
      '/v1/customers?limit=1',
      '/v1/customers?limit=1&asOf=2024-07-01',
      '/v1/customers?limit=1&sort=-revenue',
      '/v1/customers?limit=1&sort=-revenue&tier=low,normal',
      '/v1/overdue?limit=1&asOf=2024-07-01',
      '/v1/overdue?limit=1',
      '/v1/records?metric=orders&limit=1',
      '/v1/records?metric=orders&limit=1&to=2024-05-01',
    ];
    const cursors = await Promise.all(lists.map(async (path) => (await list(path)).next));
    for (const [i, path] of lists.entries())
      for (const [j, cursor] of cursors.entries())
        expect([path, j, (await stage.send('GET', `${path}&cursor=${String(cursor)}`)).status]).toEqual([
          path,
          j,
          i === j ? 200 : 400,
        ]);
    expect(await stage.problem('GET', '/v1/overdue?cursor=20')).toBe('400 invalid-request');
  });
});
