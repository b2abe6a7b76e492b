// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** Figures of another system held against ours */
export interface Reconciliation {
  /** under which it is kept */
  readonly id: string;
  /** whose figures were held against ours */
  readonly source: string;
  /** as it was asked for */
  readonly period: string;
  /** a business day */
  readonly from: string;
  /** a business day */
  readonly to: string;
  /** RFC 3339 in UTC */
  readonly madeAt: string;
  /** the position that our figures covered */
  readonly covered: string;
  /** controls and documents that differ */
  readonly differences: number;
  /** totals, in the order in which they were sent */
  readonly controls: readonly {
    /** its name */
    readonly metric: string;
    /** only of these values, by dimension */
    readonly where?: Readonly<Record<string, readonly string[]>> | undefined;
    /** a business day */
    readonly day?: string | undefined;
    /** an exact decimal */
    readonly theirs: string;
    /** null where there is none, such as a ratio of nothing; of more than 6 decimals rounded to them */
    readonly ours: string | null;
    /** theirs less ours */
    readonly difference: string | null;
  }[];
  /** what a file with ids has, document by document */
  readonly documents?: {
    /** in the file, those of other days left out */
    readonly theirs: number;
    /** in the book */
    readonly ours: number;
    /** that differ in nothing */
    readonly same: number;
    /** in what they differ: only-theirs, only-ours, duplicate, unreadable, amount, date, currency, customer */
    readonly counts: Readonly<Record<string, number>>;
    /** those that differ, by date and id */
    readonly listed: readonly {
      readonly differences: readonly (
        | 'only-theirs'
        | 'only-ours'
        | 'duplicate'
        | 'unreadable'
        | 'amount'
        | 'date'
        | 'currency'
        | 'customer')[];
      readonly kind?: 'sale' | 'credit' | undefined;
      /** of the sale or the credit; empty for a line that cannot be read */
      readonly id: string;
      /** of the file, of its first occurrence */
      readonly line?: number | undefined;
      /** occurrences in the file, where it is there more than once */
      readonly times?: number | undefined;
      readonly theirs?: {
        /** a business day */
        readonly date?: string | undefined;
        /** an exact decimal */
        readonly amount: string;
        readonly currency?: string | undefined;
        readonly customerId?: string | undefined;
      } | undefined;
      readonly ours?: {
        /** a business day */
        readonly date?: string | undefined;
        /** an exact decimal */
        readonly amount: string;
        readonly currency?: string | undefined;
        readonly customerId?: string | undefined;
      } | undefined;
      /** why it cannot be read */
      readonly detail?: string | undefined;
    }[];
    /** that differ and are not listed */
    readonly leftOut: number;
    /** days and currencies whose sums differ */
    readonly totals: readonly {
      /** a business day */
      readonly date?: string | undefined;
      /** in which the amounts are */
      readonly currency: string;
      /** an exact decimal */
      readonly theirs: string;
      /** an exact decimal */
      readonly ours: string;
      /** an exact decimal */
      readonly difference: string;
      /** in the file, all occurrences */
      readonly theirDocuments: number;
      /** in the book */
      readonly ourDocuments: number;
    }[];
    /** of them that are not told */
    readonly totalsLeftOut: number;
  } | undefined;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
}
