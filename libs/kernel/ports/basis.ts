/**
 * What is asked for on, where that is not what is frozen in the facts. Whoever knows rates and customers makes `Worth` and `Places` of it: no
 * store does.
 */
export interface Basis {
  /** The base currency where absent. */
  readonly currency?: string;
  /** The day of whose rates every fact is converted at; each is at those of its own day where absent. */
  readonly rates?: number;
  /** The day at whose end customers are what facts of theirs are told apart by; each fact has that of its own day where absent. */
  readonly organisation?: number;
  /** Customers who are excluded count like all others. */
  readonly includeExcluded?: true;
}

const PLACED = 'at:';

/** A column as it is called where it is meant as of the day of an organisation. */
export function placedColumn(column: string): string {
  return PLACED + column;
}

/** The column itself; undefined where it is meant as it is frozen. */
export function columnPlaced(name: string): string | undefined {
  return name.startsWith(PLACED) ? name.slice(PLACED.length) : undefined;
}
