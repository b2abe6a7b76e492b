/** The stream a piece of work changes, and those it looks at. */
export interface Touched {
  readonly writes?: string | undefined;
  readonly reads?: readonly (string | undefined)[];
}

/**
 * Puts work that was to be done one after another into waves: what is in one wave can be done at the same time, and the outcome is the
 * same. A piece comes after the last that changes what it changes or looks at, and after the last that looks at what it changes.
 */
export function wavesOf<Work>(work: readonly Work[], touchedBy: (work: Work) => Touched): readonly (readonly Work[])[] {
  const waves: Work[][] = [];
  const written = new Map<string, number>();
  const looked = new Map<string, number>();
  const after = (last: Map<string, number>, stream: string | undefined) =>
    stream === undefined ? 0 : (last.get(stream) ?? -1) + 1;
  for (const piece of work) {
    const { writes, reads = [] } = touchedBy(piece);
    const looksAt = reads.filter((stream) => stream !== undefined);
    const wave = Math.max(
      after(written, writes),
      after(looked, writes),
      ...looksAt.map((stream) => after(written, stream)),
    );
    (waves[wave] ??= []).push(piece);
    if (writes !== undefined) written.set(writes, wave);
    for (const stream of looksAt) looked.set(stream, Math.max(looked.get(stream) ?? 0, wave));
  }
  return waves;
}
