import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { askedWindows, type Frame, type Mode } from '../frame.js';
import type { Plan, Series } from '../plan.js';
import { requestOf, type Source } from './source.js';

/** Sources added up on a frame, or counted in it as `asking` says. */
export function sumPlan(
  sources: readonly Source[],
  frame: Frame,
  mode: Mode,
  asking: Pick<SumRequest, 'distinct' | 'onOneDay' | 'markBeforeWindow'> = {},
): Plan {
  return {
    requests: sources.map((source) => ({ ...requestOf(source, frame, frame.by, mode), ...asking })),
    finish: (cells) => {
      const sums = new Sums(frame, mode);
      cells.forEach((list, i) => sums.addAll(list, timesOf(sources[i])));
      return sums.series();
    },
  };
}

function timesOf({ sign = 1, times = 1 }: Pick<Source, 'sign' | 'times'> = {}): bigint {
  return BigInt(sign * times);
}

/** Cells of several requests added up per combination and window. */
export class Sums {
  private readonly totals = new Map<string, bigint[]>();
  private readonly asked: ReturnType<typeof askedWindows>;

  constructor(
    private readonly frame: Frame,
    private readonly mode: Mode,
  ) {
    this.asked = askedWindows(frame, mode);
  }

  addAll(cells: readonly Cell[], sign: bigint): void {
    for (const { window, group, sums } of cells) {
      const key = JSON.stringify(group);
      const windows = this.totals.get(key) ?? this.frame.windows.map(() => 0n);
      this.totals.set(key, windows);
      const { index } = this.asked[window] as ReturnType<typeof askedWindows>[number];
      windows[index] = (windows[index] ?? 0n) + sign * (sums[0] ?? 0n);
    }
  }

  /** What came in each window, or has come together by its start or end. */
  series(): Series {
    if (this.mode === 'flow') return this.totals;
    return new Map(
      [...this.totals].map(([key, changes]) => {
        let level = 0n;
        return [key, changes.map((change) => (level += change))];
      }),
    );
  }
}
