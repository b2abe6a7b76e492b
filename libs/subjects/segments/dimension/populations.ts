import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest, Window } from '#kernel/ports/views-schema.js';

/** Where a customer stands, and how often: once, in facts that are whole. */
export interface Place {
  readonly labels: ReadonlyMap<string, string>;
  readonly count: bigint;
}

/** A customer stays where it stands from the end of one day to that of another; `from` is absent where it stands there by the end of `to`. */
export interface Stretch {
  readonly customer: string;
  readonly window: number;
  readonly from?: number;
  readonly to: number;
  readonly places: readonly Place[];
}

/** What a customer moved by on a day: by labels as JSON, how often it came there, less how often it went. */
type Changes = Map<string, bigint>;

/** Where customers stand when, by the moves there are of them. */
export class Populations {
  readonly requests: readonly SumRequest[];

  /** @param asked about moves @param labels by which customers are told apart, their stage among them */
  constructor(
    { series, where, windows, recordedTo }: SumRequest,
    private readonly labels: readonly string[],
  ) {
    const [first] = windows;
    const start = first === undefined ? 0 : first.from === undefined ? first.to : first.from - 1;
    const last = windows.at(-1)?.to ?? start;
    const days = [{ to: start }, ...(last > start ? [{ from: start + 1, to: last }] : [])];
    const { customer } = where;
    this.requests = (['to', 'from'] as const).map((side) => ({
      series,
      measures: ['moves'],
      where: customer === undefined ? {} : { customer },
      group: [...labels.map((label) => `${side}_${label}`), 'customer', 'day'],
      windows: days,
      ...(recordedTo !== undefined && { recordedTo }),
    }));
  }

  /** @param cells of both sides @param isSinceEver whether the first window has no beginning */
  *stretches(
    cells: readonly (readonly Cell[])[],
    isSinceEver: boolean,
    bounded: readonly Required<Window>[],
  ): Iterable<Stretch> {
    const start = (this.requests[0]?.windows[0] as Window).to;
    for (const [customer, { standing, days }] of this.byCustomer(cells)) {
      const moves = [...days].sort(([one], [other]) => one - other);
      const stood = this.placesIn(standing);
      if (isSinceEver && stood.length > 0) yield { customer, window: 0, to: start, places: stood };
      let next = 0;
      for (const [i, { from, to }] of bounded.entries()) {
        const window = i + (isSinceEver ? 1 : 0);
        for (; next < moves.length && (moves[next]?.[0] ?? Infinity) < from; next++) add(standing, moves[next]?.[1]);
        let since = from - 1;
        for (; next < moves.length && (moves[next]?.[0] ?? Infinity) <= to; next++) {
          const [day, changes] = moves[next] as [number, Changes];
          const places = this.placesIn(standing);
          if (day - 1 > since && places.length > 0) yield { customer, window, from: since, to: day - 1, places };
          add(standing, changes);
          since = day;
        }
        const places = this.placesIn(standing);
        if (to > since && places.length > 0) yield { customer, window, from: since, to, places };
      }
    }
  }

  private byCustomer([to = [], from = []]: readonly (readonly Cell[])[]) {
    const found = new Map<string, { readonly standing: Changes; readonly days: Map<number, Changes> }>();
    const take = (cells: readonly Cell[], sign: bigint): void => {
      for (const { window, group, sums } of cells) {
        const [customer = '', day = ''] = group.slice(this.labels.length);
        const own = found.get(customer) ?? { standing: new Map<string, bigint>(), days: new Map<number, Changes>() };
        found.set(customer, own);
        const changes = window === 0 ? own.standing : (own.days.get(Number(day)) ?? new Map<string, bigint>());
        if (window > 0) own.days.set(Number(day), changes);
        add(changes, [[JSON.stringify(group.slice(0, this.labels.length)), sign * (sums[0] ?? 0n)]]);
      }
    };
    take(to, 1n);
    take(from, -1n);
    return found;
  }

  /** Who is nowhere has no stage. */
  private placesIn(standing: Changes): readonly Place[] {
    return [...standing].flatMap(([key, count]) => {
      if (count === 0n) return [];
      const labels = new Map((JSON.parse(key) as readonly string[]).map((value, i) => [this.labels[i] ?? '', value]));
      return labels.get('stage') === '' ? [] : [{ labels, count }];
    });
  }
}

function add(changes: Changes, more: Iterable<readonly [string, bigint]> = []): void {
  for (const [key, count] of more) changes.set(key, (changes.get(key) ?? 0n) + count);
}
