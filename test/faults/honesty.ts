/** One request of a caller: in milliseconds of one clock, when it was sent and answered. */
export interface Answer {
  readonly caller: string;
  readonly asked: number;
  readonly answered: number;
  /** Whether it got what it asked for; otherwise it was told to come again. */
  readonly served: boolean;
}

/** One answer of `/readyz`. */
export interface Sample {
  readonly answered: number;
  readonly ready: boolean;
  readonly troubles: readonly string[];
}

/** Time in which `/readyz` said one thing. */
interface Run {
  readonly ready: boolean;
  readonly troubles: Set<string>;
  readonly from: number;
  to: number;
}

/**
 * Where `/readyz` was not true to what callers saw, a sentence for each. It lies when, for longer than `tolerance` ms (the time between two
 * probes of a store and that of a probe), it says 200 while a caller gets nothing but refusals, or 503 while there are answers and no caller
 * is refused. A refused request counts from when it was sent: until then nobody was told anything.
 */
export function liesOf(samples: readonly Sample[], answers: readonly Answer[], tolerance: number): readonly string[] {
  const inOrder = [...answers].sort((a, b) => a.answered - b.answered);
  return runsOf(samples).flatMap((run) =>
    run.ready ? readyLies(run, inOrder, tolerance) : awayLies(run, inOrder, tolerance),
  );
}

function runsOf(samples: readonly Sample[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { ready, troubles, answered } of [...samples].sort((a, b) => a.answered - b.answered)) {
    const run = runs.at(-1);
    if (run?.ready === ready) {
      run.to = answered;
      for (const trouble of troubles) run.troubles.add(trouble);
    } else runs.push({ ready, troubles: new Set(troubles), from: answered, to: answered });
  }
  return runs;
}

function readyLies({ from, to }: Run, answers: readonly Answer[], tolerance: number): readonly string[] {
  const refusedSince = new Map<string, number>();
  const longest = new Map<string, number>();
  for (const { caller, asked, answered, served } of answers) {
    if (served) refusedSince.delete(caller);
    else {
      const since = refusedSince.get(caller) ?? asked;
      refusedSince.set(caller, since);
      longest.set(caller, Math.max(longest.get(caller) ?? 0, Math.min(answered, to) - Math.max(since, from)));
    }
  }
  const [caller, ms] = [...longest].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  return ms > tolerance ? [`ready for ${seconds(ms)} in which ${caller} was refused`] : [];
}

function awayLies({ from, to, troubles }: Run, answers: readonly Answer[], tolerance: number): readonly string[] {
  const within = answers.filter(({ asked, answered }) => answered > from && asked < to);
  let free = from;
  let longest = 0;
  const anyServed = (since: number, until: number): boolean =>
    within.some(({ served, asked, answered }) => served && asked >= since && answered <= until);
  const look = (until: number): void => {
    if (until - free > longest && anyServed(free, until)) longest = until - free;
  };
  for (const { asked, answered } of within.filter(({ served }) => !served).sort((a, b) => a.asked - b.asked)) {
    look(Math.min(asked, to));
    free = Math.max(free, answered);
  }
  look(to);
  return longest > tolerance
    ? [`not ready for ${seconds(longest)} in which nobody was refused: ${[...troubles].join('; ')}`]
    : [];
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
