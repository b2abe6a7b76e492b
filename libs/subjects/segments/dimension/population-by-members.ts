import { segmentColumn, type SegmentColumn } from '#figures/segment-dimension.js';
import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest, Window } from '#kernel/ports/views-schema.js';
import { Pieces } from '#figures/together/spans.js';
import { columnsIn, FactsByMembers, isMeant } from './facts-by-members.js';
import type { Needed, Part, Seen } from './part.js';
import { Populations, type Stretch } from './populations.js';

const SIDED = /^(?:from|to)_/;

/**
 * Moves of the population by segments. Beside the moves that are recorded there is one wherever a customer who stays where it is comes into
 * a segment, or out of it: from one side of it to the other. Where all there was before counts too, in place of the moves up to the first
 * end there is who stands where by then; so the moves into a part less those out of it are the members that it has.
 */
export class PopulationByMembers implements Part {
  readonly requests: readonly SumRequest[];
  /** Absent where no window has a beginning. */
  private readonly moved: FactsByMembers | undefined;
  private readonly populations: Populations;
  /** Windows with a beginning, and how many there are before them. */
  private readonly bounded: readonly Required<Window>[];
  private readonly before: 0 | 1;
  private readonly isFrom: boolean;
  private readonly asked: SumRequest;
  /** What the windows that are asked for are cut into, where they overlap. */
  private readonly pieces: Pieces | undefined;

  constructor(private readonly whole: SumRequest) {
    this.pieces = areApart(whole.windows) ? undefined : new Pieces(whole.windows);
    const asked = (this.asked = { ...whole, windows: this.pieces?.windows ?? whole.windows });
    this.bounded = asked.windows.filter((window): window is Required<Window> => window.from !== undefined);
    this.before = asked.windows.length > this.bounded.length ? 1 : 0;
    this.moved = this.bounded.length === 0 ? undefined : new FactsByMembers({ ...asked, windows: this.bounded });
    this.populations = new Populations(asked, labelsIn(asked));
    this.isFrom = columnsIn(asked).some(({ side }) => side === 'from');
    this.requests = [...this.populations.requests, ...(this.moved?.requests ?? [])];
  }

  need(cells: readonly (readonly Cell[])[], needed: Needed): void {
    this.moved?.need(cells.slice(2), needed);
    for (const { customer, from, to } of this.stretches(cells)) {
      needed.add(customer, to);
      if (from !== undefined) needed.add(customer, from);
    }
  }

  finish(cells: readonly (readonly Cell[])[], seen: Seen): readonly Cell[] {
    const moved = this.moved?.finish(cells.slice(2), seen) ?? [];
    const found = moved.map(({ window, ...cell }) => ({ ...cell, window: window + this.before }));
    for (const stretch of this.stretches(cells)) found.push(...this.changed(stretch, seen));
    return addedUp(this.pieces === undefined ? found : this.together(found, this.pieces));
  }

  /** Cells of the windows, of those of their pieces. */
  private together(cells: readonly Cell[], pieces: Pieces): readonly Cell[] {
    const byPiece = Map.groupBy(cells, ({ window }) => window);
    return this.whole.windows.flatMap((days, window) => {
      const [first, last] = pieces.of(days);
      const own = Array.from({ length: last - first + 1 }, (_, i) => byPiece.get(first + i) ?? []);
      return own.flat().map((cell) => ({ ...cell, window }));
    });
  }

  private stretches(cells: readonly (readonly Cell[])[]): Iterable<Stretch> {
    return this.populations.stretches(cells.slice(0, 2), this.before === 1, this.bounded);
  }

  /** What a stretch without a move is in the figures. */
  private *changed({ customer, from, to, window, places }: Stretch, seen: Seen): Iterable<Cell> {
    const at =
      (day: number) =>
      ({ segment }: SegmentColumn): string =>
        seen.isIn(segment, customer, day) ? 'yes' : 'no';
    if (from === undefined && this.isFrom) return;
    const columns = columnsIn(this.asked);
    if (from !== undefined && columns.every((column) => at(from)(column) === at(to)(column))) return;
    const member = at(this.isFrom ? (from ?? to) : to);
    if (!isMeant(this.asked.where, member)) return;
    for (const { labels, count } of places) {
      const value = (name: string): string => {
        const column = segmentColumn(name);
        if (column !== undefined) return member(column);
        if (name === 'customer') return customer;
        return labels.get(name.replace(SIDED, '')) ?? '';
      };
      const isOf = ([name, values]: readonly [string, readonly string[]]): boolean => values.includes(value(name));
      if (!Object.entries(this.asked.where).every(isOf)) continue;
      yield { window, group: this.asked.group.map(value), sums: this.sumsOf(count) };
    }
  }

  private sumsOf(count: bigint): readonly bigint[] {
    return this.asked.measures.map((measure) => (measure === MOVES ? count : 0n));
  }
}

/** The measure of the series of moves by which the population is told. */
export const MOVES = 'moves';

/** Whether a day lies in one of them at most. */
function areApart(windows: readonly Window[]): boolean {
  return windows.every(({ from = -Infinity }, i) => i === 0 || from > (windows[i - 1] as Window).to);
}

function labelsIn({ where, group }: SumRequest): readonly string[] {
  const sided = [...Object.keys(where), ...group].filter(
    (name) => SIDED.test(name) && segmentColumn(name) === undefined,
  );
  return [...new Set(['stage', ...sided.map((name) => name.replace(SIDED, ''))])];
}

function addedUp(cells: readonly Cell[]): readonly Cell[] {
  const sums = new Map<string, { window: number; group: readonly string[]; sums: bigint[] }>();
  for (const { window, group, sums: own } of cells) {
    const key = JSON.stringify([window, group]);
    const before = sums.get(key);
    if (before === undefined) sums.set(key, { window, group, sums: [...own] });
    else own.forEach((sum, i) => (before.sums[i] = (before.sums[i] ?? 0n) + sum));
  }
  return [...sums.values()];
}
