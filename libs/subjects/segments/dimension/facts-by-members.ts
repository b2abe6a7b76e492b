import { segmentColumn, type SegmentColumn } from '#figures/segment-dimension.js';
import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Needed, Part, Seen } from './part.js';

/** A customer whose first purchase falls on a day has been of this stage on none before. */
const NEW = 'new';

/** Where the columns of a request, and what else is asked for, stand in the groups of a look. */
interface Look {
  readonly request: SumRequest;
  readonly at: (column: string) => number;
}

/**
 * Facts by whether their customer was in segments at the end of their day: looked at by customer and day, and added up here. Of facts that
 * a customer comes from, it is the day before that tells.
 */
export class FactsByMembers implements Part {
  readonly requests: readonly SumRequest[];
  private readonly look: Look;

  constructor(private readonly asked: SumRequest) {
    this.look = lookOf(asked);
    this.requests = [this.look.request];
  }

  need([cells = []]: readonly (readonly Cell[])[], needed: Needed): void {
    const [customer, day] = ['customer', 'day'].map(this.look.at) as [number, number];
    for (const { group } of cells) {
      const on = Number(group[day]);
      needed.add(group[customer] ?? '', on);
      if (this.isFrom) needed.add(group[customer] ?? '', on - 1);
    }
  }

  finish([cells = []]: readonly (readonly Cell[])[], seen: Seen): readonly Cell[] {
    const { group: columns, where, distinct } = this.asked;
    const counted = distinct === undefined ? undefined : this.look.at(distinct);
    const found = new Map<string, { window: number; group: string[]; own: string; sums: bigint[] }>();
    for (const { window, group, sums } of cells) {
      const member = (column: SegmentColumn): string => this.valueOf(column, group, seen);
      if (!isMeant(where, member)) continue;
      const own = columns.map((name) => {
        const column = segmentColumn(name);
        return column === undefined ? (group[this.look.at(name)] ?? '') : member(column);
      });
      const counts = counted === undefined ? '' : (group[counted] ?? '');
      const key = JSON.stringify([window, counts, own]);
      const before = found.get(key);
      if (before === undefined) found.set(key, { window, group: own, own: counts, sums: [...sums] });
      else sums.forEach((sum, i) => (before.sums[i] = (before.sums[i] ?? 0n) + sum));
    }
    return distinct === undefined ? [...found.values()] : countedOnce([...found.values()]);
  }

  private get isFrom(): boolean {
    return columnsIn(this.asked).some(({ side }) => side === 'from');
  }

  private valueOf({ segment, side }: SegmentColumn, group: readonly string[], seen: Seen): string {
    const customer = group[this.look.at('customer')] ?? '';
    const day = Number(group[this.look.at('day')]);
    if (side !== 'from') return seen.isIn(segment, customer, day) ? 'yes' : 'no';
    // Who came and went on the day of the first purchase comes from where that day brought it.
    const hasCome = group[this.look.at('from_stage')] === NEW && seen.firstPurchase(customer) === day;
    return seen.isIn(segment, customer, hasCome ? day : day - 1) ? 'yes' : 'no';
  }
}

/** The segments that a request goes by. */
export function columnsIn({ where, group }: SumRequest): readonly SegmentColumn[] {
  return [...new Set([...group, ...Object.keys(where)])].flatMap((name) => segmentColumn(name) ?? []);
}

/** A request without what is of segments. */
function withoutSegments(request: SumRequest): SumRequest {
  const plain = Object.entries(request.where).filter(([name]) => segmentColumn(name) === undefined);
  const group = request.group.filter((name) => segmentColumn(name) === undefined);
  return { ...request, where: Object.fromEntries(plain), group };
}

/** Whether all conditions about segments are met. */
export function isMeant(where: SumRequest['where'], member: (column: SegmentColumn) => string): boolean {
  return Object.entries(where).every(([name, values]) => {
    const column = segmentColumn(name);
    return column === undefined || values.includes(member(column));
  });
}

function lookOf(asked: SumRequest): Look {
  const { distinct, ...plain } = withoutSegments(asked);
  const more = ['customer', 'day', ...(distinct === undefined ? [] : [distinct])];
  const isFrom = columnsIn(asked).some(({ side }) => side === 'from');
  const group = [...new Set([...plain.group, ...more, ...(isFrom ? ['from_stage'] : [])])];
  return { request: { ...plain, group }, at: (column) => group.indexOf(column) };
}

function countedOnce(
  found: readonly { readonly window: number; readonly group: string[]; readonly sums: bigint[] }[],
): readonly Cell[] {
  const counts = new Map<string, { window: number; group: string[]; sums: bigint[] }>();
  for (const { window, group, sums } of found) {
    if ((sums[0] ?? 0n) <= 0n) continue;
    const key = JSON.stringify([window, group]);
    const count = counts.get(key) ?? { window, group, sums: [0n] };
    counts.set(key, count);
    count.sums[0] = (count.sums[0] ?? 0n) + 1n;
  }
  return [...counts.values()];
}
