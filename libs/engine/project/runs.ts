import type { RecordedEvent } from '#kernel/event.js';

/** Some events of a shard in order: all that it has after one position up to another. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly events: readonly RecordedEvent[];
}

/**
 * A stretch cut into what batches are made of: consecutive events recorded on one business day, at most so many. Together the runs
 * reach from the stretch's start to its end; one without events is a single run that only says that nothing is missing.
 */
export function runsOf(
  { from, to, events }: Stretch,
  dayOf: (instant: string) => number,
  most: number,
): readonly Stretch[] {
  const runs: RecordedEvent[][] = [];
  let day: number | undefined;
  for (const event of events) {
    const on = dayOf(event.recordedAt);
    const current = runs.at(-1);
    if (current === undefined || on !== day || current.length === most) runs.push([event]);
    else current.push(event);
    day = on;
  }
  if (runs.length === 0) return [{ from, to, events: [] }];
  const ends = runs.map((run, i) => (i === runs.length - 1 ? to : (run.at(-1)?.position ?? to)));
  return runs.map((run, i) => ({ from: ends[i - 1] ?? from, to: ends[i] ?? to, events: run }));
}
