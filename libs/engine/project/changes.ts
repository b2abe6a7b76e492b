/** What is only before (to be taken back) and only after (to be added) in two lists sorted by day; what is in both cancels out. */
export function eachChange<Fact extends { readonly day: number }>(
  before: readonly Fact[],
  after: readonly Fact[],
  same: (a: Fact, b: Fact) => boolean,
  emit: (fact: Fact, sign: 1 | -1) => void,
): void {
  let next = 0;
  for (const old of before) {
    for (let now = after[next]; now !== undefined && now.day < old.day; now = after[++next]) emit(now, 1);
    const now = after[next];
    if (now !== undefined && same(old, now)) next++;
    else emit(old, -1);
  }
  for (; next < after.length; next++) emit(after[next] as Fact, 1);
}
