// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** The parts that moved a figure most */
export interface Movers {
  /** its name */
  readonly metric: string;
  /** of its figures */
  readonly unit: string;
  /** the dimension */
  readonly by: string;
  readonly compare: 'previous-period' | 'previous-year';
  /** a business day */
  readonly from: string;
  /** a business day */
  readonly to: string;
  /** a business day */
  readonly asOf: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** in these days */
  readonly value: number | string;
  /** in those it is compared with */
  readonly previous: number | string;
  /** value - previous: exactly what parts, others and overlap sum to */
  readonly change: number | string;
  /** those that moved it most, up or down, first */
  readonly parts: readonly {
    /** a value of the dimension; empty where none was given */
    readonly part: string;
    /** of the part */
    readonly value: number | string;
    /** of the part */
    readonly previous: number | string;
    /** value - previous */
    readonly change: number | string;
    /** change / change of all; null where that is 0 */
    readonly share: number | null;
  }[];
  readonly others: {
    /** parts beyond the limit */
    readonly count: number;
    /** of them together */
    readonly change: number | string;
  };
  /** what is not the sum of parts, where something is in several of them, such as orders by product; 0 otherwise */
  readonly overlap: number | string;
}
