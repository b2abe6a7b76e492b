import type { Row, Table, TableColumn } from '#kernel/table.js';
import { Tabular } from '../tabular.js';
import type { ImportRefusals } from './import.answers.js';
import type { KeptRefusals } from './kept-refusals.js';

export interface AskedRefusals {
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

/** An import whose refusals are asked for. */
interface Refusing {
  readonly kept: KeptRefusals;
  readonly status: { readonly name: string; readonly begunAt: string; readonly position: string };
}

const COLUMNS: readonly TableColumn[] = [
  { name: 'line', type: 'integer' },
  { name: 'id', type: 'text' },
  { name: 'code', type: 'text' },
  { name: 'detail', type: 'text' },
];
/** Rows of a file that are read at a time. */
const ROWS = 2_000;

/** A page of what an import has refused; as a table all of it. */
export function refusals(job: Refusing, { limit, cursor }: AskedRefusals): Tabular<ImportRefusals> {
  return new Tabular(
    async () => {
      const page = await job.kept.page(Number(cursor ?? 0), limit);
      return { refusals: page.refusals, next: page.next === null ? null : String(page.next) };
    },
    () => Promise.resolve(tableOf(job)),
  );
}

function tableOf({ kept, status: { name, begunAt, position } }: Refusing): Table {
  return {
    name: `${name}.errors`,
    columns: COLUMNS,
    pages: pagesOf(kept),
    about: () => [
      ['file', name],
      ['begunAt', begunAt],
      ['position', position],
    ],
  };
}

async function* pagesOf(kept: KeptRefusals): AsyncGenerator<readonly Row[]> {
  for (let from: number | null = 0; from !== null;) {
    const page = await kept.page(from, ROWS);
    yield page.refusals.map(({ line, id, code, detail }) => [line ?? null, id, code, detail]);
    from = page.next;
  }
}
