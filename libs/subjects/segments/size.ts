import { Problem } from '#kernel/problem.js';
import { parseQuestionDay } from '#figures/question-day.js';
import { periods, type Grain, type Period } from '#kernel/time/periods.js';
import type { SegmentSize } from './segment.answers.js';
import type { Bits } from './kept/bits.js';
import type { KeptMembers, KeptOn } from './kept/kept-members.js';
import type { KnownFacts } from './known-facts.js';
import { Membership } from './membership.js';
import type { SegmentRule } from './segment-rule.js';

/** Every customer is looked at at the end of each. */
const MOST_PERIODS = 800;
/** How far back a size goes that does not say. */
const A_YEAR = 365;

export interface SizeQuestion {
  readonly grain: Grain;
  /** Dates; the days of the year up to asOf where absent. */
  readonly from?: string;
  readonly to?: string;
  readonly asOf: number;
  readonly fiscalStart: number;
}

/** @throws Problem for days that are none, are not in order, or too many */
export function sizePeriods({ grain, from, to, asOf, fiscalStart }: SizeQuestion): readonly Period[] {
  const last = Math.min(to === undefined ? asOf : parseQuestionDay('to', to), asOf);
  const first = from === undefined ? last - A_YEAR + 1 : parseQuestionDay('from', from);
  if (first > last) throw invalid('from', 'must not be after to, nor after asOf');
  if (last - first >= MOST_PERIODS * 366) throw tooMany();
  const found = periods(first, last, grain, fiscalStart);
  if (found.length > MOST_PERIODS) throw tooMany();
  return found;
}

/** The end of the day before the first period, and that of each. */
function endsOf(list: readonly Period[], asOf: number): readonly number[] {
  const [first] = list;
  return first === undefined ? [] : [first.from - 1, ...list.map(({ to }) => Math.min(to, asOf))];
}

/** The same as `sizeOf`, from who is kept as members; undefined where those are more days than are kept. @param others as of `KeptMembers` */
export async function keptSizeOf(
  rule: SegmentRule,
  { grain, asOf }: Pick<SizeQuestion, 'grain' | 'asOf'>,
  list: readonly Period[],
  facts: KeptOn & { readonly members: KeptMembers; readonly others: () => Promise<readonly SegmentRule[]> },
): Promise<SegmentSize['rows'] | undefined> {
  const ends = await facts.members.on(rule, endsOf(list, asOf), facts, facts.others);
  return ends?.slice(1).map((is, i) => {
    const was = ends[i] as Bits;
    const flows = { opening: was.count, entered: is.without(was), left: was.without(is), closing: is.count };
    return { [grain]: list[i]?.name ?? '', ...flows };
  });
}

/** Members at the end of each period against those at the end of the day before it. */
export async function sizeOf(
  rule: SegmentRule,
  { grain, asOf }: Pick<SizeQuestion, 'grain' | 'asOf'>,
  list: readonly Period[],
  facts: KnownFacts,
): Promise<SegmentSize['rows']> {
  const days = endsOf(list, asOf);
  const membership = await Membership.of(rule, days, facts);
  const rows = list.map(() => ({ opening: 0, entered: 0, left: 0, closing: 0 }));
  for await (const { isIn } of membership.ofAll())
    for (const [i, row] of rows.entries()) {
      const [was, is] = [isIn[i] === true, isIn[i + 1] === true];
      if (was) row.opening++;
      if (is) row.closing++;
      if (is && !was) row.entered++;
      if (was && !is) row.left++;
    }
  return rows.map((row, i) => ({ [grain]: list[i]?.name ?? '', ...row }));
}

function tooMany(): Problem {
  return invalid('from', `must be later, or the grain coarser: that is more than ${String(MOST_PERIODS)} periods`);
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
