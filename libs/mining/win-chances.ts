/** That something open stood in a part from one day to another, and how it ended after that. */
export interface Passage {
  readonly stage: string;
  readonly salesperson: string;
  /** Days from when it came there to when it went on or was decided. */
  readonly stayed: number;
  /** Days from when it came there to when it was won or lost. */
  readonly decidedAfter: number;
  readonly won: boolean;
}

/** Whose passages a chance is taken from, the nearest first; `none`: nothing that was decided has lasted as long. */
export const GROUNDS = ['stage-and-salesperson', 'stage', 'all', 'none'] as const;
export type Ground = (typeof GROUNDS)[number];

/** What became of those that stood where something stands now, for as long as it has. */
export interface Chances {
  readonly ground: Ground;
  /** How many of them there were. */
  readonly decided: number;
  /** In how many days from now those were won that were, ascending. */
  readonly winsAfter: readonly number[];
}

/** How parts did as a whole. */
export interface PartRecord {
  readonly decided: number;
  /** Share that was won; null where nothing was decided. */
  readonly rate: number | null;
  /** The median of the days from coming there to the win; null where nothing was won. */
  readonly days: number | null;
}

/** Of fewer in a part nothing is concluded: the next wider one is asked. */
const FEWEST = 5;

/**
 * The chances that something open is won, and when: of all that stood in the same part for longer than it has by now, which share was won,
 * and after how many more days. A part where fewer than five did is widened: to the stage whoever sells, then to all there is.
 */
export class WinChances {
  private readonly groups: ReadonlyMap<string, readonly Passage[]>;
  private readonly found = new Map<string, Chances>();

  constructor(private readonly passages: readonly Passage[]) {
    const groups = new Map<string, Passage[]>();
    for (const passage of passages)
      for (const key of keysOf(passage)) {
        const own = groups.get(key) ?? [];
        groups.set(key, own);
        own.push(passage);
      }
    this.groups = groups;
  }

  /** Passages that were decided. */
  get decided(): number {
    return this.passages.length;
  }

  /** @param age days that it has stood there */
  of(part: Pick<Passage, 'stage' | 'salesperson'>, age: number): Chances {
    const key = JSON.stringify([part.stage, part.salesperson, age]);
    const known = this.found.get(key) ?? this.widened(part, age);
    this.found.set(key, known);
    return known;
  }

  /** How those did that ever came into a part. */
  record(part: Pick<Passage, 'stage' | 'salesperson'>): PartRecord {
    const own = this.groups.get(keysOf(part)[0]) ?? [];
    const days = own.filter(({ won }) => won).map(({ decidedAfter }) => decidedAfter);
    return {
      decided: own.length,
      rate: own.length === 0 ? null : days.length / own.length,
      days: medianOf(days.sort((a, b) => a - b)),
    };
  }

  private widened(part: Pick<Passage, 'stage' | 'salesperson'>, age: number): Chances {
    for (const [i, key] of keysOf(part).entries()) {
      const lasted = (this.groups.get(key) ?? []).filter(({ stayed }) => stayed > age);
      if (lasted.length < (key === ALL ? 1 : FEWEST)) continue;
      const wins = lasted.filter(({ won }) => won).map(({ decidedAfter }) => decidedAfter - age);
      return { ground: GROUNDS[i] ?? 'none', decided: lasted.length, winsAfter: wins.sort((a, b) => a - b) };
    }
    return { ground: 'none', decided: 0, winsAfter: [] };
  }
}

/** The chance that it is won after more than `after` and up to `upTo` days from now. */
export function chanceWithin({ decided, winsAfter }: Chances, after: number, upTo: number): number {
  if (decided === 0) return 0;
  return (countUpTo(winsAfter, upTo) - countUpTo(winsAfter, after)) / decided;
}

const ALL = '[]';

function keysOf({ stage, salesperson }: Pick<Passage, 'stage' | 'salesperson'>): readonly [string, string, string] {
  return [JSON.stringify([stage, salesperson]), JSON.stringify([stage]), ALL];
}

/** How many of ascending numbers are no more than a limit. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function medianOf(ascending: readonly number[]): number | null {
  const { length } = ascending;
  const [a, b] = [ascending[(length - 1) >> 1], ascending[length >> 1]];
  return a === undefined || b === undefined ? null : (a + b) / 2;
}
