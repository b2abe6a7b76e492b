// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ChangeOpportunity {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  /** RFC 3339, or a date, which means its start */
  readonly occurredAt: string;
  readonly stage?: string | undefined;
  readonly salesperson?: string | undefined;
  readonly pipeline?: string | undefined;
  /** an exact decimal as text; a number is taken at its shortest form */
  readonly value?: string | number | undefined;
  readonly expectedCloseOn?: string | undefined;
  /** 0 to 1, an exact decimal as text */
  readonly probability?: string | number | undefined;
}
