import { answer } from '#figures/answer.js';
import { parseQuestion } from '#figures/question.js';
import { isOfRows, type Rows } from '#figures/rows.js';
import { Problem } from '#kernel/problem.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { Document } from '#kernel/ports/views.js';
import type { Row } from '#kernel/ports/views-schema.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { CONTEXT } from './projected.js';

/** What read models hold that figures come from. */
export interface Held {
  readonly facts: readonly Row[];
  readonly targets: readonly Document[];
}

export async function heldBy(views: MemoryViews): Promise<Held> {
  const facts: Row[] = [];
  for (const { name } of VIEW_SCHEMA.series) for await (const row of views.dump(name)) facts.push(row);
  const targets: Document[] = [];
  for await (const target of findAll(views, 'targets', {})) targets.push(target);
  return { facts, targets };
}

/** Read models that hold just that, all at one position. */
export async function holding({ facts, targets }: Held): Promise<MemoryViews> {
  const views = new MemoryViews(VIEW_SCHEMA);
  const documents = targets.map((document) => ({ collection: 'targets', document }));
  await views.apply({ shard: 0, from: 0, to: 1_000, facts, documents });
  return views;
}

/** The part that whoever sees some rows only sees, and the rest: a fact that lies between two parts is seen in either. */
export function parted({ facts, targets }: Held, rows: Rows): { readonly seen: Held; readonly hidden: Held } {
  const sees = (row: Row): boolean => {
    const names = VIEW_SCHEMA.series.find(({ name }) => name === row.series)?.dimensions ?? [];
    return ['', 'from_', 'to_'].some((side) =>
      Object.entries(rows).every(([name, values]) =>
        values.includes(row.dimensions[names.indexOf(side + name)] ?? 'not a dimension of it'),
      ),
    );
  };
  const isOf = ({ body }: Document): boolean => isOfRows((body as unknown as { where: Rows }).where, rows);
  return {
    seen: { facts: facts.filter(sees), targets: targets.filter(isOf) },
    hidden: {
      facts: facts.filter((row) => !sees(row)),
      targets: targets.filter((one) => !isOf(one)),
    },
  };
}

/** Whatever a question is answered with, as it would be sent: the answer, or why there is none. */
export async function told(views: MemoryViews, question: object, rows?: Rows, minGroup?: number): Promise<string> {
  const context = { ...CONTEXT, catalogue: CATALOGUE.within(rows, minGroup) };
  const outcome = await answer(parseQuestion(question, CATALOGUE), views, context).catch((error: unknown) => {
    if (error instanceof Problem) return { code: error.code, detail: error.detail };
    throw error;
  });
  return JSON.stringify(outcome);
}
