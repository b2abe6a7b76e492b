import { describe, expect, it } from '@jest/globals';
import { saleRow, SCHEMA } from '#testing/random-views.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { Overlay } from './overlay.js';

const document = (id: string, value: number | null) => ({
  collection: 'customers',
  document: { id, fields: {}, body: value },
});

describe('read models with the changes of a batch in the making', () => {
  it('are what they will be when it is applied', async () => {
    const views = new MemoryViews(SCHEMA);
    const stored = {
      facts: [saleRow({})],
      documents: ['a', 'b', 'c'].map((id) => document(id, 1)),
    };
    await views.apply({ shard: 0, from: 0, to: 1, ...stored });
    const overlay = new Overlay(views);
    overlay.add({ facts: [saleRow({ recorded: 12 })], documents: [document('a', 2)] });
    overlay.add({ facts: [saleRow({ orders: -1n })], documents: [document('b', null), document('d', 4)] });
    const found = await overlay.get('customers', ['a', 'b', 'c', 'd']);
    await views.apply({ shard: 0, from: 1, to: 2, facts: overlay.facts, documents: overlay.documents });
    const byId = (list: typeof found) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(found)).toEqual(byId(await views.get('customers', ['a', 'b', 'c', 'd'])));
    expect(found.map(({ body }) => body).sort()).toEqual([1, 2, 4]);
  });

  it('are found by their fields, page by page, as they will be', async () => {
    const journal = (id: string, customer: string) => ({
      collection: 'journal',
      document: { id, fields: { customer, type: 't' }, body: customer === '' ? null : id },
    });
    const views = new MemoryViews(SCHEMA);
    const stored = ['1', '2', '3', '5', '7'].map((id) => journal(id, 'a'));
    await views.apply({ shard: 0, from: 0, to: 1, facts: [], documents: stored });
    const overlay = new Overlay(views);
    overlay.add({ facts: [], documents: [journal('2', ''), journal('3', 'b'), journal('4', 'a'), journal('8', 'a')] });
    const pages = async (ground: Pick<Overlay, 'find'>): Promise<readonly (readonly string[])[]> => {
      const found: string[][] = [];
      for (let after = ''; found.at(-1)?.length !== 0; after = found.at(-1)?.at(-1) ?? after)
        found.push((await ground.find('journal', { where: { customer: 'a' }, after, limit: 2 })).map(({ id }) => id));
      return found;
    };
    const seen = await pages(overlay);
    await views.apply({ shard: 0, from: 1, to: 2, facts: [], documents: overlay.documents });
    expect(seen).toEqual([['1', '4'], ['5', '7'], ['8'], []]);
    expect(await pages(views)).toEqual(seen);
  });
});
