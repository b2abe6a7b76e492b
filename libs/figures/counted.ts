import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Exclusions } from './exclusions.js';

/**
 * What to ask for in place of a request that leaves out whom it is to exclude: all of it; what of that is of those who are excluded at some
 * time; the same of them one by one, and day by day; and the level that they take along where it counts steps of one.
 */
export function looksAt(request: SumRequest, exclusions: Exclusions): readonly SumRequest[] {
  const customers = amongThem(request, exclusions);
  if (request.excluding === undefined || customers.length === 0 || request.windows.length === 0) return [request];
  const { level } = request.excluding;
  const ofThem = { ...request, where: { ...request.where, customer: customers } };
  const { distinct: _distinct, markBeforeWindow: _mark, ...plain } = ofThem;
  return [
    request,
    ofThem,
    { ...plain, group: oneByOne(request) },
    ...(level === undefined ? [] : [levelOf(level, request, customers)]),
  ];
}

function amongThem({ where }: SumRequest, exclusions: Exclusions): readonly string[] {
  const { customer } = where;
  return customer === undefined ? exclusions.customers : exclusions.customers.filter((id) => customer.includes(id));
}

function oneByOne({ group, distinct, excluding }: SumRequest): readonly string[] {
  const more = ['customer', ...(excluding?.as === 'flow' ? ['day'] : []), ...(distinct === 'record' ? ['record'] : [])];
  return [...new Set([...group, ...more])];
}

/** All that there was of it before the end of the last window. */
function levelOf(level: SumRequest, { group, windows }: SumRequest, customers: readonly string[]): SumRequest {
  return {
    ...level,
    where: { ...level.where, customer: customers },
    group: [...new Set([...group, 'customer', 'day'])],
    windows: [{ to: Math.max(...windows.map(({ to }) => to)) }],
  };
}

/** @param looks what was found, as `looksAt` asks for it */
export function counted(
  request: SumRequest,
  [all = [], ofThem, theirs = [], level]: readonly (readonly Cell[])[],
  exclusions: Exclusions,
): readonly Cell[] {
  if (ofThem === undefined) return all;
  const found = new Added();
  for (const cell of all) found.add(cell, 1n);
  for (const cell of ofThem) found.add(cell, -1n);
  const own =
    request.excluding?.as === 'level' ? levels(request, theirs, exclusions) : flows(request, theirs, exclusions);
  for (const cell of own) found.add(cell, 1n);
  for (const cell of level === undefined ? [] : takenAlong(request, level, exclusions)) found.add(cell, 1n);
  return found.cells(new Set(ofThem.map(keyOf)));
}

function keyOf({ window, group }: Pick<Cell, 'window' | 'group'>): string {
  return JSON.stringify([window, group]);
}

class Added {
  private readonly sums = new Map<string, { readonly window: number; readonly group: Cell['group']; sums: bigint[] }>();

  add({ window, group, sums }: Cell, sign: bigint): void {
    const key = keyOf({ window, group });
    const known = this.sums.get(key);
    const signed = sums.map((sum) => sign * sum);
    if (known === undefined) this.sums.set(key, { window, group, sums: signed });
    else known.sums = known.sums.map((sum, i) => sum + (signed[i] ?? 0n));
  }

  /** Without those that came to nothing by leaving somebody out. */
  cells(left: ReadonlySet<string>): readonly Cell[] {
    return [...this.sums].flatMap(([key, cell]) =>
      left.has(key) && cell.sums.every((sum) => sum === 0n) ? [] : [cell],
    );
  }
}

/** Where the columns are by which customers are looked at one by one. */
function placesIn(request: SumRequest) {
  const group = oneByOne(request);
  const at = (name: string) => (cell: Cell) => cell.group[group.indexOf(name)] ?? '';
  return {
    customer: at('customer'),
    day: (cell: Cell) => Number(at('day')(cell)),
    counted: at(request.distinct === 'record' ? 'record' : 'customer'),
    own: (cell: Cell) => cell.group.slice(0, request.group.length),
  };
}

function flows(request: SumRequest, theirs: readonly Cell[], exclusions: Exclusions): readonly Cell[] {
  const { customer, day, counted: things, own } = placesIn(request);
  const shown = theirs.filter((cell) => !exclusions.isExcluded(customer(cell), day(cell)));
  if (request.distinct === undefined && request.markBeforeWindow !== true)
    return shown.map((cell) => ({ ...cell, group: own(cell) }));
  const byThing = new Map<string, { readonly cell: Cell; sum: bigint }>();
  for (const cell of shown) {
    const key = JSON.stringify([cell.window, own(cell), things(cell)]);
    const known = byThing.get(key) ?? { cell: { ...cell, group: own(cell) }, sum: 0n };
    byThing.set(key, known);
    known.sum += cell.sums[0] ?? 0n;
  }
  return [...byThing.values()].flatMap(({ cell, sum }) => (sum > 0n ? [{ ...cell, sums: [1n] }] : []));
}

/** What came to the level of each in a window: nothing of who is excluded by its end, all there was of who is no more. */
function levels(request: SumRequest, theirs: readonly Cell[], exclusions: Exclusions): readonly Cell[] {
  const { customer, own } = placesIn(request);
  const things = Map.groupBy(theirs, (cell) => JSON.stringify(cell.group));
  return [...things.values()].flatMap((cells) => {
    const [first] = cells as [Cell, ...Cell[]];
    const inWindow = new Map(cells.map((cell) => [cell.window, cell.sums]));
    let level = first.sums.map(() => 0n);
    let before = level;
    return request.windows.map(({ to }, window): Cell => {
      level = plus(level, inWindow.get(window) ?? [], 1n);
      const shown = exclusions.isExcluded(customer(first), to) ? level.map(() => 0n) : level;
      const change = plus(shown, before, -1n);
      before = shown;
      return { window, group: own(first), sums: change };
    });
  });
}

function plus(sums: readonly bigint[], more: readonly bigint[], sign: bigint): bigint[] {
  return sums.map((sum, i) => sum + sign * (more[i] ?? 0n));
}

/** The level of the evening before, of who is excluded from a day on, or no more. @param level by customer and day */
function takenAlong(request: SumRequest, level: readonly Cell[], exclusions: Exclusions): readonly Cell[] {
  const group = [...new Set([...request.group, 'customer', 'day'])];
  const [customer, day] = [group.indexOf('customer'), group.indexOf('day')];
  return level.flatMap((cell) =>
    exclusions
      .turnsOf(cell.group[customer] ?? '')
      .filter((turn) => Number(cell.group[day]) < turn.day)
      .flatMap((turn) => {
        const sums = plus(
          cell.sums.map(() => 0n),
          cell.sums,
          turn.excluded ? -1n : 1n,
        );
        return request.windows.flatMap(({ from = -Infinity, to }, window): readonly Cell[] =>
          from <= turn.day && turn.day <= to
            ? [{ window, group: cell.group.slice(0, request.group.length), sums }]
            : [],
        );
      }),
  );
}
