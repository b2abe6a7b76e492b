/** Of facts that have two of a dimension: which is meant, and of which dimensions even those have one. */
interface Sided {
  readonly side?: 'to' | 'from';
  readonly oneSided?: readonly string[];
}

/** What every fact has one of. */
const IMPLIED: readonly string[] = ['customer', 'record', 'day'];

/** What a dimension is called in the facts of a source: a side of it, or as it is. */
export function columnOf(name: string, { side, oneSided = [] }: Sided): string {
  const isNamed = name.startsWith('from_') || name.startsWith('to_');
  return side === undefined || isNamed || IMPLIED.includes(name) || oneSided.includes(name) ? name : `${side}_${name}`;
}
