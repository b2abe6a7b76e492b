import { columnOf } from '#figures/formulas/column.js';
import { LAST_DAY } from '#figures/seen.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { Views } from '#kernel/ports/views.js';
import { PARTS } from './timeline/standing.js';

/** What a customer is counted under. */
type Parts = Readonly<Record<(typeof PARTS)[number], string>>;

/** A customer went from one part of the population to another, as figures have it. */
export interface LabelMove {
  /** From when on, and when that was recorded: business days. */
  readonly day: string;
  readonly recorded: string;
  /** Null where there was no customer. */
  readonly from: Parts | null;
  readonly to: Parts | null;
  readonly cause: string;
  /** How often; negative where it takes back what was said before. */
  readonly count: number;
}

const SIDES = ['from', 'to'] as const;
const OF_SIDE = PARTS.length;

/** Everything that a customer was, is, and without a further fact will be counted under, on both clocks. */
export async function labelMoves(customer: string, views: Views): Promise<readonly LabelMove[]> {
  const sides = SIDES.flatMap((side) => PARTS.map((part) => columnOf(part, { side })));
  const { cells } = await views.sums([
    {
      series: 'moves',
      measures: ['moves'],
      where: { customer: [customer] },
      group: ['day', 'recorded', 'cause', ...sides],
      windows: [{ to: LAST_DAY }],
    },
  ]);
  const found = cells.flat().filter(({ sums: [count = 0n] }) => count !== 0n);
  return found.map(moveOf).sort((a, b) => rankOf(a).localeCompare(rankOf(b), 'en'));
}

function moveOf({
  group,
  sums: [count = 0n],
}: {
  readonly group: readonly string[];
  readonly sums: readonly bigint[];
}) {
  const [day, recorded, cause = '', ...sides] = group;
  return {
    day: formatDay(Number(day)),
    recorded: formatDay(Number(recorded)),
    from: partsOf(sides.slice(0, OF_SIDE)),
    to: partsOf(sides.slice(OF_SIDE)),
    cause,
    count: Number(count),
  };
}

/** A part that does not exist has no stage. */
function partsOf(values: readonly string[]): Parts | null {
  if (values[0] === '') return null;
  return Object.fromEntries(PARTS.map((part, i) => [part, values[i] ?? ''])) as Parts;
}

function rankOf({ recorded, day, count }: LabelMove): string {
  return `${recorded} ${day} ${count < 0 ? '0' : '1'}`;
}
