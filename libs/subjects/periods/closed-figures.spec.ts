import { describe, expect, it } from '@jest/globals';
import { contentHash } from '#kernel/canonical.js';
import { closedColumns, closedTables, figuresKept } from './closed-figures.js';

const SHOWN = { '': ['orders', 'revenue.net'], region: ['orders'], kind: ['interactions'] };
const FIGURES = {
  '': [{ orders: 3, 'revenue.net': '12.5' }],
  region: [
    { region: '', orders: 1 },
    { region: 'north', orders: 2 },
  ],
  kind: [],
};

describe('the figures of a closing', () => {
  it('are kept as they were, with their names', () => {
    const tables = closedTables(FIGURES, SHOWN);
    expect(tables['region']).toEqual({
      columns: ['region', 'orders'],
      rows: [
        ['', 1],
        ['north', 2],
      ],
    });
    expect(figuresKept(tables)).toEqual(FIGURES);
    expect(closedColumns(tables)).toEqual(SHOWN);
  });

  it('are kept by name only where there are too many for an event', () => {
    const region = Array.from({ length: 20_000 }, (_, i) => ({ region: `region ${String(i)}`, orders: i }));
    const tables = closedTables({ ...FIGURES, region }, SHOWN);
    expect(tables['region']).toEqual({ columns: ['region', 'orders'] });
    expect(figuresKept(tables)).toBeUndefined();
    expect(closedColumns(tables)).toEqual(SHOWN);
  });

  it('are, where a closing says nothing of them, those that the first closings were of', () => {
    expect(figuresKept(undefined)).toBeUndefined();
    const first = closedColumns(undefined);
    const sorted = Object.fromEntries(Object.entries(first).map(([name, list]) => [name, list.toSorted()]));
    expect(first['']?.length).toBe(56);
    expect(contentHash(sorted)).toBe('q5T05Q7Oj-e6x8uunZi7i3UqLklFmbWZQY0h-rub3kE');
  });
});
