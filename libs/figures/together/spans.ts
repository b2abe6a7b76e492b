import type { Window } from '#kernel/ports/views-schema.js';

/** The days of several windows, cut wherever one of those begins or ends: each window is some of the pieces, beside each other. */
export class Pieces {
  /** Ascending, not overlapping. */
  readonly windows: readonly Window[];
  /** By the day on which each begins, and behind the last. */
  private readonly places: ReadonlyMap<number, number>;

  constructor(windows: readonly Window[]) {
    const all = windows.filter(({ from = -Infinity, to }) => from <= to);
    const ends = all.map(({ to }) => to + 1);
    const cuts = [...new Set([...all.map(({ from = -Infinity }) => from), ...ends])].sort((a, b) => a - b);
    this.places = new Map(cuts.map((day, i) => [day, i]));
    this.windows = cuts.slice(0, -1).map((from, i) => {
      const to = (cuts[i + 1] as number) - 1;
      return from === -Infinity ? { to } : { from, to };
    });
  }

  /** The first and the last piece of one of the windows; of one without days the last lies before the first. */
  of({ from = -Infinity, to }: Window): readonly [number, number] {
    if (from > to) return [0, -1];
    return [this.at(from), this.at(to + 1) - 1];
  }

  private at(day: number): number {
    return this.places.get(day) as number;
  }
}
