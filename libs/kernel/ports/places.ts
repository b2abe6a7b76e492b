/**
 * Where customers stand at the end of a day, by facts that move them from one part to another: where more moves came than went by then, of
 * which there is one place at most. Requests that have this name it in columns of their own.
 */
export interface Places {
  readonly series: string;
  /** How many moves a fact is. */
  readonly measure: string;
  readonly day: number;
  /** By the name of the column, of what it is. */
  readonly columns: Readonly<Record<string, PlaceColumn>>;
  /** Customers that stand where another one does. */
  readonly merged?: readonly (readonly [customer: string, survivor: string])[];
}

export interface PlaceColumn {
  /** Dimensions of the moves: from where, and to where. */
  readonly from: string;
  readonly to: string;
  /** The dimension that facts of no customer have instead. */
  readonly own: string;
}
