import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '#kernel/event.js';
import { positionId } from '#kernel/position-id.js';
import type { AuditableViews, Cell, Find, Views } from '#kernel/ports/views.js';
import type { Row, SumRequest, ViewSchema } from '#kernel/ports/views-schema.js';
import { placesContract } from './places.contract.js';
import { HISTORIES, randomRequest, randomSale, saleRow, SCHEMA } from './random-views.js';
import { MemoryViews } from '#views-memory/memory-views.js';

function ask(request: Partial<SumRequest>): SumRequest {
  return { series: 'sales', measures: ['orders'], where: {}, group: [], windows: [{ to: 1000 }], ...request };
}

/** Cells as sorted text, so that answers compare whatever their order. */
function show(cells: readonly Cell[] | undefined): readonly string[] {
  return (cells ?? []).map(({ window, group, sums }) => `${String(window)}/${group.join('/')}=${sums.join()}`).sort();
}

/** The law of the Views port; `openOne` gives empty read models with the given schema. @param runs how many random histories it is asked about */
export function viewsContract(name: string, openOne: (schema: ViewSchema) => AuditableViews, runs = HISTORIES): void {
  const opened: AuditableViews[] = [];
  const open = (schema: ViewSchema): AuditableViews => {
    const views = openOne(schema);
    opened.push(views);
    return views;
  };
  afterEach(async () => {
    for (const views of opened.splice(0)) await views.close();
  });
  const filled = async (...rows: readonly Row[]): Promise<AuditableViews> => {
    const views = open(SCHEMA);
    expect(await views.apply({ shard: 0, from: 0, to: 1, facts: rows, documents: [] })).toBe('applied');
    return views;
  };
  const sum = async (views: Views, request: Partial<SumRequest>): Promise<readonly string[]> =>
    show((await views.sums([ask(request)])).cells[0]);

  describe(`${name}: applying batches`, () => {
    it('adds a batch exactly once: repeated or on another checkpoint it changes nothing', async () => {
      const views = await filled(saleRow({}));
      const again = { shard: 0, from: 0, to: 1, facts: [saleRow({})], documents: [] };
      expect(await views.apply(again)).toBe('stale');
      expect(await views.apply({ ...again, from: 7, to: 8 })).toBe('stale');
      expect(await sum(views, {})).toEqual(['0/=1']);
      expect(await views.checkpoint(0)).toBe(1);
    });

    it('keeps a checkpoint per shard and answers with the smallest', async () => {
      const views = await filled(saleRow({}));
      await views.apply({ shard: 3, from: 0, to: 9, facts: [], documents: [] });
      expect([await views.checkpoint(3), await views.checkpoint(4)]).toEqual([9, 0]);
      expect((await views.sums([])).position).toBe(1);
    });

    it('shows a batch to the very next question', async () => {
      const views = await filled(saleRow({}));
      expect(await sum(views, { group: ['region'] })).toEqual(['0/north=1']);
      await views.apply({
        shard: 0,
        from: 1,
        to: 2,
        facts: [saleRow({}), saleRow({ region: 'south' })],
        documents: [],
      });
      expect(await sum(views, { group: ['region'] })).toEqual(['0/north=2', '0/south=1']);
    });
  });

  describe(`${name}: sums`, () => {
    it('cut by valid and by recorded day', async () => {
      const views = await filled(
        saleRow({ valid: 1, recorded: 5 }),
        saleRow({ valid: 2, recorded: 3 }),
        saleRow({ valid: 9, recorded: 9 }),
      );
      expect(await sum(views, { windows: [{ to: 8 }] })).toEqual(['0/=2']);
      expect(await sum(views, { windows: [{ to: 8 }], recordedTo: 4 })).toEqual(['0/=1']);
      expect(await sum(views, { windows: [{ to: 1 }, { from: 2, to: 2 }, { from: 9, to: 12 }] })).toEqual([
        '0/=1',
        '1/=1',
        '2/=1',
      ]);
      const centuries = [
        { from: -700_000, to: 0 },
        { from: 1, to: 1 },
        { from: 3, to: 700_000 },
      ];
      expect(await sum(views, { windows: centuries })).toEqual(['1/=1', '2/=1']);
      const overlapping = [{ from: 1, to: 3 }, { from: 2, to: 4 }, { from: 3, to: 9 }]; // prettier-ignore
      expect(await sum(views, { windows: overlapping })).toEqual(['0/=2', '1/=1', '2/=1']);
      expect(await sum(views, { windows: [] })).toEqual([]);
      expect(await sum(views, { windows: [], distinct: 'customer', group: ['record'] })).toEqual([]);
    });

    it('filter and group by dimensions, customer and record', async () => {
      const views = await filled(
        saleRow({ region: 'north', product: 'tea', customer: 'a', record: '1' }),
        saleRow({ region: 'north', product: 'cake', customer: 'a', record: '2' }),
        saleRow({ region: '', product: 'tea', customer: 'b', record: '3' }),
      );
      expect(await sum(views, { where: { product: ['tea'] }, group: ['region'] })).toEqual(['0/=1', '0/north=1']);
      expect(await sum(views, { where: { product: ['tea', 'unheard of'], region: ['north'] } })).toEqual(['0/=1']);
      expect(await sum(views, { where: { product: ['unheard of'] } })).toEqual([]);
      expect(await sum(views, { where: { region: ['north'] }, group: ['customer', 'product'] })).toEqual([
        '0/a/cake=1',
        '0/a/tea=1',
      ]);
      expect(await sum(views, { group: ['record'], where: { customer: ['a'] } })).toEqual(['0/1=1', '0/2=1']);
    });

    it('group by the valid day', async () => {
      const views = await filled(
        saleRow({ customer: 'a', valid: -3 }),
        saleRow({ customer: 'a', valid: 7 }),
        saleRow({ customer: 'a', valid: 7 }),
      );
      expect(await sum(views, { group: ['customer', 'day'] })).toEqual(['0/a/-3=1', '0/a/7=2']);
    });

    it('group by the recorded day, also over several windows', async () => {
      const views = await filled(
        saleRow({ valid: 1, recorded: 5 }),
        saleRow({ valid: 2, recorded: 5 }),
        saleRow({ valid: 2, recorded: -7 }),
      );
      expect(await sum(views, { group: ['recorded'] })).toEqual(['0/-7=1', '0/5=2']);
      const windows = [{ to: 1 }, { from: 2, to: 2 }];
      expect(await sum(views, { windows, group: ['region', 'recorded'], recordedTo: 5 })).toEqual([
        '0/north/5=1',
        '1/north/-7=1',
        '1/north/5=1',
      ]);
    });

    it('are exact beyond 64 bits, below zero and at a millionth', async () => {
      const huge = 9_999_999_999_999_999_999_999n;
      const rows = Array.from({ length: 2000 }, () => saleRow({ amount: huge }));
      const views = await filled(...rows, saleRow({ amount: 1n }), saleRow({ amount: -3n, product: 'cake' }));
      expect(await sum(views, { measures: ['amount'] })).toEqual([`0/=${String(huge * 2000n - 2n)}`]);
      expect(await sum(views, { measures: ['amount', 'orders'], group: ['product'] })).toContain('0/cake=-3,1');
    });

    it('go with the earliest day of any fact of some series', async () => {
      const views = open(SCHEMA);
      expect(await views.firstDay(['sales', 'gaps'])).toBeUndefined();
      const facts = [saleRow({ valid: 7 }), saleRow({ valid: -2 }), saleRow({ valid: 9 })];
      await views.apply({ shard: 0, from: 0, to: 1, facts, documents: [] });
      expect([await views.firstDay(['sales', 'gaps']), await views.firstDay(['gaps'])]).toEqual([-2, undefined]);
      await views.apply({ shard: 1, from: 0, to: 2, facts: [saleRow({ valid: -5 })], documents: [] });
      expect(await views.firstDay(['sales'])).toBe(-5);
    });

    it('leave out cells that cancel out', async () => {
      const views = await filled(saleRow({ amount: 5n }), saleRow({ amount: -5n, orders: -1n }));
      expect(await sum(views, { measures: ['orders', 'amount'] })).toEqual([]);
    });

    it('count distinct customers or records whose sum is positive, per window and group', async () => {
      const views = await filled(
        saleRow({ customer: 'a', valid: 1, record: '1' }),
        saleRow({ customer: 'a', valid: 2, record: '2' }),
        saleRow({ customer: 'b', valid: 2, record: '3' }),
        saleRow({ customer: 'b', valid: 2, record: '3', orders: -1n }),
      );
      const windows = [
        { from: 1, to: 1 },
        { from: 2, to: 2 },
      ];
      expect(await sum(views, { distinct: 'customer' })).toEqual(['0/=1']);
      expect(await sum(views, { distinct: 'record', windows })).toEqual(['0/=1', '1/=1']);
      expect(await sum(views, { distinct: 'customer', group: ['region'], windows })).toEqual([
        '0/north=1',
        '1/north=1',
      ]);
    });

    it('compare the mark with the beginning of the window', async () => {
      const gap = (valid: number, mark: number): Row => ({
        ...saleRow({ valid }),
        series: 'gaps',
        mark,
        dimensions: ['n'],
        measures: [1n],
      });
      const views = await filled(gap(5, -100), gap(7, 5), gap(20, 7));
      const request = { series: 'gaps', measures: ['buyers'], markBeforeWindow: true } as const;
      expect(await sum(views, { ...request, windows: [{ from: 5, to: 30 }] })).toEqual(['0/=1']);
      expect(
        await sum(views, {
          ...request,
          windows: [
            { from: 6, to: 10 },
            { from: 11, to: 30 },
          ],
        }),
      ).toEqual(['0/=1', '1/=1']);
      expect(await sum(views, { ...request, windows: [{ to: 30 }] })).toEqual(['0/=3']);
    });
  });

  describe(`${name}: rows and documents`, () => {
    it('keeps documents by id byte for byte, replaces and removes them', async () => {
      const views = open(SCHEMA);
      const put = (id: string, body: Parameters<typeof JSON.stringify>[0]) => ({
        collection: 'customers',
        document: { id, fields: {}, body: body as null },
      });
      await views.apply({
        shard: 0,
        from: 0,
        to: 1,
        facts: [],
        documents: [put('ä "\u2028', { a: [1, '€'] }), put('b', 1)],
      });
      await views.apply({ shard: 0, from: 1, to: 2, facts: [], documents: [put('b', null)] });
      expect(await views.get('customers', ['ä "\u2028', 'b', 'nobody'])).toEqual([
        { id: 'ä "\u2028', fields: {}, body: { a: [1, '€'] } },
      ]);
    });

    it('finds documents by fields, contained text and id, either way, in pages', async () => {
      const views = open(SCHEMA);
      const documents = ['1', '2', '3', '4'].map((id) => ({
        collection: 'journal',
        document: { id, fields: { customer: id === '4' ? 'b' : 'a', type: `T${id}` }, body: Number(id) },
      }));
      await views.apply({ shard: 0, from: 0, to: 1, facts: [], documents });
      const find = async (what: Parameters<Views['find']>[1]) =>
        (await views.find('journal', what)).map(({ id }) => id);
      expect(await find({ where: { customer: 'a' }, limit: 2 })).toEqual(['1', '2']);
      expect(await find({ where: { customer: 'a' }, after: '2', limit: 2 })).toEqual(['3']);
      expect(await find({ descending: true, after: '3', limit: 9 })).toEqual(['2', '1']);
      expect(await find({ contains: { field: 'type', text: 'T3' }, limit: 9 })).toEqual(['3']);
    });

    it('finds documents of events in the order of their positions', async () => {
      const views = open(SCHEMA);
      const put = (position: number, customer: string, body: Json = { position, data: {} }) => ({
        collection: 'events',
        document: { id: positionId(position), fields: { customer }, body },
      });
      const last = 2 ** 53 - 1;
      const documents = [put(10, 'a'), put(9, 'a'), put(last, 'b'), put(100, 'a'), put(11, 'b')];
      await views.apply({ shard: 0, from: 0, to: 1, facts: [], documents });
      const changed = [put(100, 'b', { position: -100, data: {} }), put(11, '', null)];
      await views.apply({ shard: 0, from: 1, to: 2, facts: [], documents: changed });
      const find = async (what: Omit<Find, 'limit'>) =>
        (await views.find('events', { ...what, limit: 3 })).map(({ body }) => (body as { position?: Json }).position);
      expect(await find({})).toEqual([9, 10, -100]);
      expect(await find({ after: positionId(9) })).toEqual([10, -100, last]);
      expect(await find({ where: { customer: 'b' }, descending: true })).toEqual([last, -100]);
      expect(await find({ where: { customer: 'b' }, after: positionId(100) })).toEqual([last]);
      expect(await views.get('events', [positionId(9), positionId(11)])).toEqual([put(9, 'a').document]);
    });

    it('walks through every fact in order, equal keys added up, zeros left out', async () => {
      const views = await filled(
        saleRow({ valid: 9, product: 'b' }),
        saleRow({ valid: 9, product: 'a' }),
        saleRow({ valid: 1 }),
        saleRow({ valid: 1 }),
      );
      await views.apply({
        shard: 0,
        from: 1,
        to: 2,
        facts: [saleRow({ valid: 5 }), saleRow({ valid: 5, orders: -1n })],
        documents: [],
      });
      const rows: string[] = [];
      for await (const { valid, dimensions, measures } of views.dump('sales'))
        rows.push(`${String(valid)} ${dimensions.join()} ${measures.join()}`);
      expect(rows).toEqual(['1 north,tea 2,0,0', '9 north,a 1,0,0', '9 north,b 1,0,0']);
    });
  });

  placesContract(name, openOne, runs);

  it(`${name}: answers random questions between random batches as the memory reference does`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.array(randomSale, { maxLength: 12 }), randomRequest), { maxLength: 6 }),
        async (steps) => {
          const views = openOne(SCHEMA);
          const reference = new MemoryViews(SCHEMA);
          for (const [from, [facts, request]] of steps.entries()) {
            const batch = { shard: 0, from, to: from + 1, facts, documents: [] };
            await Promise.all([views.apply(batch), reference.apply(batch)]);
            const [answer, expected] = await Promise.all([views.sums([request]), reference.sums([request])]);
            expect(show(answer.cells[0])).toEqual(show(expected.cells[0]));
          }
          await views.close();
        },
      ),
      { numRuns: runs },
    );
  });
}
