import { expect, it } from '@jest/globals';
import { rightsOf } from '#kernel/scopes.js';
import { askedAs, principal, type Principal } from './access/principal.js';
import type { Book } from './book.js';
import { pagedTable } from './paged-table.js';

const NORTH: Principal = {
  id: 'key:north',
  name: 'North',
  scopes: [],
  rights: rightsOf([]),
  rows: { region: ['north'] },
};

it('asks for every page as who asked for the table, wherever its rows are taken', async () => {
  let position = 7;
  const shown = (said: number) => Promise.resolve(`${String(principal()?.id)} ${String(said)}`);
  const book = { models: { get position() { return position; } }, narrowing: { shown } } as unknown as Book; // prettier-ignore
  const from = { definitions: { lifecycle: 'default', tiers: 'default' } };
  const asked: (string | undefined)[] = [];
  const table = await askedAs(NORTH, () =>
    pagedTable(book, { name: 'x', columns: [], asked: {}, clocks: { asOf: '2024-01-01' } }, (cursor) => {
      asked.push(principal()?.id);
      return Promise.resolve({ rows: [[cursor ?? 'first']], next: cursor === undefined ? 'second' : null, from });
    }),
  );
  expect(new Map(table.about()).get('position')).toBe('key:north 7');
  position = 9;
  const rows: unknown[] = [];
  for await (const page of table.pages) rows.push(...page);
  expect([rows, asked]).toEqual([
    [['first'], ['second']],
    ['key:north', 'key:north'],
  ]);
  expect(new Map(table.about()).get('position')).toBe('key:north 7 to key:north 9');
});
