/** Orders text by code point, as UTF-8 bytes do: the order of every list of text, whichever store it comes from. */
export function compareText(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  let at = 0;
  while (a.charCodeAt(at) === b.charCodeAt(at)) at++;
  // Halves of a character beyond 16 bits (D800 to DFFF) come after everything within them.
  const [left = -1, right = -1] = [a, b].map((text) => (at < text.length ? rank(text.charCodeAt(at)) : -1));
  return left < right ? -1 : 1;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
