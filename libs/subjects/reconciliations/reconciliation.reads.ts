import { Type } from 'typebox';
import { decodeId, encodeCursor } from '#figures/cursor.js';
import { readJournal } from '#figures/journal/journal.js';
import { Problem } from '#kernel/problem.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { hadHappened } from '#kernel/time/moment.js';
import { NO_PARAMETERS, reads, type AskedRead, type ReadOn } from '../read.js';
import { RECONCILIATION, RECONCILIATIONS, type ReconciliationTold } from './reconciliation.answers.js';
import type { ReconciliationContent } from './reconciliation.events.js';
import { RECONCILIATIONS_KEPT, type KeptReconciliation } from './reconciliation.facts.js';

type Sight = Pick<AskedRead<object>, 'asOf' | 'knownAt'>;

/** Documents looked at at a time. */
const PAGE = 500;

export const RECONCILIATION_READS = {
  listReconciliations: reads({
    path: 'reconciliations',
    scope: 'read:records',
    parameters: Type.Object({
      source: Type.Optional(Type.String({ description: 'Only those with this system.' })),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      cursor: Type.Optional(Type.String()),
    }),
    answers: RECONCILIATIONS,
    answeredFrom: 'journals',
    example: { summary: 'What was held against figures of other systems', query: { limit: '10' } },
    answer: async ({ parameters: { source, limit, cursor }, asked, ...sight }, on) => {
      const found: (readonly [id: string, kept: KeptReconciliation])[] = [];
      for await (const one of latestFirst(on, source, decodeId(asked, cursor))) {
        if (!isSeen(one[1], sight, on.calendar)) continue;
        if (found.length === limit)
          return { reconciliations: told(found, on), next: encodeCursor(asked, found.at(-1)?.[0] ?? '') };
        found.push(one);
      }
      return { reconciliations: told(found, on), next: null };
    },
  }),
  showReconciliation: reads({
    path: 'reconciliations/:id',
    scope: 'read:records',
    parameters: NO_PARAMETERS,
    answers: RECONCILIATION,
    answeredFrom: 'journals',
    example: { summary: 'What a reconciliation found', id: 'unknown', refused: 404 },
    answer: async ({ id, ...sight }, on) => {
      const [document] = await on.views.get(RECONCILIATIONS_KEPT, [id]);
      const kept = document?.body as KeptReconciliation | undefined;
      if (kept === undefined || !isSeen(kept, sight, on.calendar))
        throw new Problem('not-found', `there is no reconciliation ${id}`);
      const [entry] = await readJournal(on.views, { after: kept.position - 1, limit: 1 });
      if (entry?.position !== String(kept.position))
        throw new Error(`the journal has no event at ${String(kept.position)}`);
      const { controls, documents } = entry.data as object as ReconciliationContent;
      return { ...headOf(id, kept, on), controls, ...(documents !== undefined && { documents }) };
    },
  }),
};

async function* latestFirst({ views }: Pick<ReadOn, 'views'>, source: string | undefined, after: string | undefined) {
  for (let last = after; ;) {
    const page = await views.find(RECONCILIATIONS_KEPT, {
      ...(source !== undefined && { where: { source } }),
      ...(last !== undefined && { after: last }),
      descending: true,
      limit: PAGE,
    });
    for (const { id, body } of page) yield [id, body as object as KeptReconciliation] as const;
    last = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}

function isSeen({ madeAt, recordedAt }: KeptReconciliation, { asOf, knownAt }: Sight, calendar: Calendar): boolean {
  return hadHappened(madeAt, asOf, calendar) && (knownAt === undefined || hadHappened(recordedAt, knownAt, calendar));
}

function told(found: readonly (readonly [string, KeptReconciliation])[], on: Pick<ReadOn, 'position'>) {
  return found.map(([id, kept]) => headOf(id, kept, on));
}

function headOf(
  id: string,
  { recordedAt: _recordedAt, covered, position, ...kept }: KeptReconciliation,
  on: Pick<ReadOn, 'position'>,
): Omit<ReconciliationTold, 'controls' | 'documents'> {
  return { id, ...kept, covered: on.position(String(covered)), position: on.position(String(position)) };
}
