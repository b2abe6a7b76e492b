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
      facts: [saleRow({}), saleRow({ region: 'south' })],
      documents: ['a', 'b', 'c'].map((id) => document(id, 1)),
    };
    await views.apply({ shard: 0, from: 0, to: 1, ...stored });
    const overlay = new Overlay(views);
    overlay.add({ facts: [saleRow({ recorded: 12 }), saleRow({ valid: 11 })], documents: [document('a', 2)] });
    overlay.add({
      facts: [saleRow({ region: 'south', orders: -1n })],
      documents: [document('b', null), document('d', 4)],
    });
    const [rows, found] = [
      await overlay.rowsOf('sales', 'c', 10, 1),
      await overlay.get('customers', ['a', 'b', 'c', 'd']),
    ];
    await views.apply({ shard: 0, from: 1, to: 2, facts: overlay.facts, documents: overlay.documents });
    expect(rows).toEqual(await views.rowsOf('sales', 'c', 10, 2));
    const byId = (list: typeof found) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(found)).toEqual(byId(await views.get('customers', ['a', 'b', 'c', 'd'])));
    expect(found.map(({ body }) => body).sort()).toEqual([1, 2, 4]);
  });
});
