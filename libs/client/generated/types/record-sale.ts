// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface RecordSale {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  /** RFC 3339, or a date, which means its start */
  readonly occurredAt: string;
  readonly customerId?: string | undefined;
  readonly currency?: string | undefined;
  readonly salesperson?: string | undefined;
  readonly region?: string | undefined;
  readonly channel?: string | undefined;
  readonly credits?: readonly {
    readonly salesperson: string;
    /** 0 to 1, an exact decimal as text */
    readonly share: string | number;
  }[] | undefined;
  readonly campaign?: string | undefined;
  readonly opportunityId?: string | undefined;
  /** an exact decimal as text; a number is taken at its shortest form */
  readonly discount?: string | number | undefined;
  /** an exact decimal as text; a number is taken at its shortest form */
  readonly tax?: string | number | undefined;
  readonly lines: readonly {
    readonly product: string;
    readonly category?: string | undefined;
    /** an exact decimal as text; a number is taken at its shortest form */
    readonly quantity: string | number;
    /** an exact decimal as text; a number is taken at its shortest form */
    readonly unitPrice?: string | number | undefined;
    /** an exact decimal as text; a number is taken at its shortest form */
    readonly amount?: string | number | undefined;
    /** an exact decimal as text; a number is taken at its shortest form */
    readonly discount?: string | number | undefined;
    /** 0 to 1, an exact decimal as text */
    readonly discountRate?: string | number | undefined;
    /** an exact decimal as text; a number is taken at its shortest form */
    readonly tax?: string | number | undefined;
  }[];
}
