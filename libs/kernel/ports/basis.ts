/**
 * What amounts are asked for on, where that is not what is frozen in the facts. Whoever knows rates makes `Worth` of it: no store does.
 */
export interface Basis {
  /** The base currency where absent. */
  readonly currency?: string;
  /** The day of whose rates every fact is converted at; each is at those of its own day where absent. */
  readonly rates?: number;
}
