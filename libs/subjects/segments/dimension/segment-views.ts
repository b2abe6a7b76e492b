import type { Step } from '#kernel/step.js';
import type { Cell, Sums, Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { withSums } from '#kernel/ports/with-sums.js';
import type { CustomerContext } from '../../customers/customer-card.js';
import { columnsIn, FactsByMembers } from './facts-by-members.js';
import { membersSeen, NeededDays } from './members-seen.js';
import type { Part, Seen } from './part.js';
import { MOVES, PopulationByMembers } from './population-by-members.js';
import type { RuleOf } from './rule-known.js';

/** The series whose facts are of customers, and can be told apart by their segments. */
export const BY_SEGMENTS: ReadonlySet<string> = new Set(['moves', 'sales', 'interactions', 'gaps']);

/**
 * Read models that can also be asked by segments: `in:ID`, as a condition or a group, is `yes` for facts whose customer was a member at the
 * end of their day, by what was known when the request says. Facts come from one state; who was a member is read right after it.
 * @param ruleOf the rules that were known when the request says where absent
 */
export function segmentViews(views: Views, context: CustomerContext, step: Step, ruleOf?: RuleOf): Views {
  return withSums(views, (requests, own) =>
    requests.some((request) => columnsIn(request).length > 0)
      ? bySegments(requests, views, context, { step, ruleOf })
      : views.sums(requests, own),
  );
}

async function bySegments(
  requests: readonly SumRequest[],
  views: Views,
  context: CustomerContext,
  { step, ruleOf }: { readonly step: Step; readonly ruleOf: RuleOf | undefined },
): Promise<Sums> {
  const parts = requests.map((request) => ({ request, part: partOf(request) }));
  const looks = parts.flatMap(({ request, part }) => part?.requests ?? [request]);
  const { position, cells } = await views.sums(looks);
  let at = 0;
  const looked = parts.map(({ request, part }) => ({
    ...{ request, part },
    cells: cells.slice(at, (at += part?.requests.length ?? 1)),
  }));
  const seen = new Map<number | undefined, Seen>();
  for (const [knownAt, own] of Map.groupBy(looked, ({ request }) => request.recordedTo)) {
    const needed = new NeededDays();
    for (const one of own) one.part?.need(one.cells, needed);
    const segments = [...new Set(own.flatMap(({ request }) => columnsIn(request).map(({ segment }) => segment)))];
    const known = knownAt !== undefined && { knownAt: { day: knownAt } };
    seen.set(knownAt, await membersSeen(segments, needed, { views, context, ...known }, step, ruleOf));
  }
  const answers = looked.map(({ request, part, cells: own }): readonly Cell[] =>
    part === undefined ? (own[0] ?? []) : part.finish(own, seen.get(request.recordedTo) as Seen),
  );
  return { position, cells: answers };
}

function partOf(request: SumRequest): Part | undefined {
  if (columnsIn(request).length === 0) return undefined;
  const isPopulation = request.series === 'moves' && request.measures.includes(MOVES);
  return isPopulation ? new PopulationByMembers(request) : new FactsByMembers(request);
}
