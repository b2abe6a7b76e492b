import { expect, it } from '@jest/globals';
import { saleRow } from '#testing/random-views.js';
import { decodeBatch, decodeFactsOf, encodeBatch } from './batch-codec.js';

it('a batch as bytes is the same batch when it is read, whole or its facts alone', () => {
  const documents = ['1', 'ü "\u2028'].map((id) => ({
    collection: 'journal',
    document: { id, fields: { customer: 'c' }, body: id === '1' ? null : { a: [1.5, '€'] } },
  }));
  for (const facts of [[], [saleRow({ amount: -(10n ** 30n) }), saleRow({})]]) {
    const bytes = encodeBatch({ facts, documents });
    expect(decodeBatch(bytes)).toEqual({ facts, documents });
    expect(decodeFactsOf(bytes)).toEqual(facts);
  }
});
