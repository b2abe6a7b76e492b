import { segmentColumn } from '#figures/segment-dimension.js';

/** What a filter is called that is a parameter of an address. */
const FILTER = /^where\./;

/** The ids of segments that something said may name as dimensions, in content that nobody has checked yet: `in:ID` in lists, and in filters. */
export function segmentsIn(said: unknown): readonly string[] {
  return [...new Set([...textsIn(said)].flatMap((text) => namedBy(text)))];
}

/** Lists in addresses have commas between what they name. */
function namedBy(text: string): readonly string[] {
  const named = [text.replace(FILTER, ''), ...text.split(',')];
  return named.flatMap((one) => {
    const { segment, side } = segmentColumn(one) ?? {};
    return segment === undefined || side !== undefined ? [] : [segment];
  });
}

function* textsIn(said: unknown): Iterable<string> {
  if (typeof said === 'string') yield said;
  else if (Array.isArray(said)) for (const one of said) yield* textsIn(one);
  else if (typeof said === 'object' && said !== null)
    for (const [name, value] of Object.entries(said)) {
      yield name;
      yield* textsIn(value);
    }
}
