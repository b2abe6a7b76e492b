import { describe, expect, it } from '@jest/globals';
import type { JournalEvent } from '#client/index.js';
import { mergedNow } from './merged-now.js';

const event = (type: string, merged: string, into: string, reason?: string) =>
  ({
    type,
    recordedAt: `2024-0${merged.length}-01`,
    data: { customer: merged, merged, into, reason },
  }) as unknown as JournalEvent;
const merge = (merged: string, into: string, reason?: string) => event('CustomersMerged', merged, into, reason);
const unmerge = (merged: string, into: string) => event('CustomersUnmerged', merged, into);

describe('who is merged into a customer', () => {
  const ids = (id: string, ...events: readonly JournalEvent[]) => mergedNow(id, events).map(({ merged }) => merged);

  it('is once whoever was merged, with the reason', () => {
    const both = [merge('bo', 'ada', 'the same'), merge('bo', 'ada', 'the same')];
    expect(mergedNow('ada', both)).toEqual([{ merged: 'bo', into: 'ada', at: '2024-02-01', reason: 'the same' }]);
  });

  it('is nobody who was parted again, and whoever was merged once more', () => {
    expect(ids('ada', merge('bo', 'ada'), unmerge('bo', 'ada'))).toEqual([]);
    expect(ids('ada', merge('bo', 'ada'), unmerge('bo', 'ada'), merge('bo', 'ada'))).toEqual(['bo']);
  });

  it('is whoever is merged by way of another, until that one is parted', () => {
    const chain = [merge('bo', 'ada'), merge('ada', 'cy')];
    expect(ids('cy', ...chain)).toEqual(['bo', 'ada']);
    expect(ids('cy', ...chain, unmerge('ada', 'cy'))).toEqual([]);
    expect(ids('ada', ...chain, unmerge('ada', 'cy'))).toEqual(['bo']);
  });

  it('is told of nothing else that says such words', () => {
    expect(ids('ada', event('SaleRecorded', 'bo', 'ada'))).toEqual([]);
  });
});
