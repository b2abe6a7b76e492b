/** `; did you mean X?` where a known word is near to one that is not known; nothing where none is. */
export function didYouMean(word: string, known: readonly string[]): string {
  const lower = word.toLowerCase();
  const [nearest] = known
    .map((one) => ({ one, distance: distanceOf(lower, one.toLowerCase()) }))
    .filter(({ one, distance }) => distance <= Math.max(2, Math.floor(one.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return nearest === undefined ? '' : `; did you mean ${nearest.one}?`;
}

/** Characters to be changed, added or taken away to make one of the other (Levenshtein). */
function distanceOf(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const now = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      now.push(Math.min((before[j] ?? 0) + 1, (now[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + same));
    }
    before = now;
  }
  return before[b.length] ?? 0;
}
