/** A refusal, and the fact as JSON where there is one. */
interface Said {
  readonly detail: string;
  readonly fact?: string;
}

/** The values of its fact that a refusal names, the longest first. */
export function valuesSaid({ detail, fact }: Said): readonly string[] {
  const values = new Set<string>();
  if (fact !== undefined) collect(parsed(fact), values);
  return [...values].filter((value) => wordOf(value).test(detail)).sort((a, b) => b.length - a.length);
}

/** What a refusal says of any fact: without values of its own, texts in quotes and numbers. */
export function saidOfAny(refusal: Said): string {
  const bare = valuesSaid(refusal).reduce((text, value) => text.replace(wordOf(value), '…'), refusal.detail);
  return bare.replace(/"[^"]*"/g, '"…"').replace(/\d[\d.,:TZ+-]*/g, '…');
}

const SYNTAX = /[\\^$.*+?()[\]{}|/]/g;

/** A value where it stands by itself. */
function wordOf(value: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${value.replace(SYNTAX, '\\$&')}(?![\\p{L}\\p{N}])`, 'gu');
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one, into);
  else if (typeof value === 'number' || (typeof value === 'string' && value !== '')) into.add(String(value));
}

function parsed(text: string): unknown {
  try {
    // The type is no value of the fact.
    const fact = JSON.parse(text) as unknown;
    return typeof fact === 'object' && fact !== null && 'data' in fact ? fact.data : fact;
  } catch {
    return undefined;
  }
}
