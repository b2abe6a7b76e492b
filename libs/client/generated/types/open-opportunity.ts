// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface OpenOpportunity {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  /** RFC 3339, or a date, which means its start */
  readonly openedAt: string;
  readonly id: string;
  readonly customerId?: string | undefined;
  readonly product?: string | undefined;
  readonly salesperson?: string | undefined;
  readonly region?: string | undefined;
  readonly pipeline?: string | undefined;
  readonly currency?: string | undefined;
  /** an exact decimal as text; a number is taken at its shortest form */
  readonly value?: string | number | undefined;
  readonly expectedCloseOn?: string | undefined;
  /** 0 to 1, an exact decimal as text */
  readonly probability?: string | number | undefined;
  readonly title?: string | undefined;
}
