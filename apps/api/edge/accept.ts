/** One of the types that a client takes, and how gladly. */
interface Range {
  readonly type: string;
  readonly quality: number;
}

interface Match {
  /** 0 for what is not taken. */
  readonly quality: number;
  /** How much of the type the client has named. */
  readonly named: number;
}

/**
 * The offer that a client takes most gladly by its `Accept` (RFC 9110): the one it names rather than one that is among others, the earlier of two that it takes alike.
 * @param offers media types without parameters, the usual one first
 * @returns undefined where it takes none
 */
export function bestOf(accept: string | undefined, offers: readonly string[]): string | undefined {
  const [usual] = offers;
  if (accept === undefined || accept.trim() === '') return usual;
  const ranges = accept.split(',').map(rangeOf);
  let best: { readonly offer: string; readonly match: Match } | undefined;
  for (const offer of offers) {
    const match = matchOf(offer, ranges);
    if (match.quality > 0 && (best === undefined || isBetter(match, best.match))) best = { offer, match };
  }
  return best?.offer;
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const [, said] = parameters.map((one) => /^q=([\d.]+)$/.exec(one)).find((found) => found !== null) ?? [];
  const quality = said === undefined ? 1 : Number(said);
  return { type, quality: Number.isNaN(quality) ? 0 : quality };
}

/** What names most of the type decides. */
function matchOf(offer: string, ranges: readonly Range[]): Match {
  const wanted = ['*/*', `${offer.split('/')[0] ?? ''}/*`, offer];
  const found = ranges
    .map(({ type, quality }): Match => ({ quality, named: wanted.indexOf(type) }))
    .filter(({ named }) => named >= 0)
    .sort((a, b) => b.named - a.named);
  return found[0] ?? { quality: 0, named: 0 };
}

function isBetter(a: Match, b: Match): boolean {
  return a.quality > b.quality || (a.quality === b.quality && a.named > b.named);
}
