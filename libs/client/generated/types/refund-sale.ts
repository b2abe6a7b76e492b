// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface RefundSale {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  /** RFC 3339, or a date, which means its start */
  readonly occurredAt: string;
  readonly reason?: string | undefined;
  /** an exact decimal as text; a number is taken at its shortest form */
  readonly amount?: string | number | undefined;
  /** an exact decimal as text; a number is taken at its shortest form */
  readonly tax?: string | number | undefined;
  readonly lines?: readonly {
    readonly line: number;
    /** an exact decimal as text; a number is taken at its shortest form */
    readonly quantity?: string | number | undefined;
    /** an exact decimal as text; a number is taken at its shortest form */
    readonly amount: string | number;
    /** an exact decimal as text; a number is taken at its shortest form */
    readonly tax?: string | number | undefined;
  }[] | undefined;
}
