// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface WinOpportunity {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  /** RFC 3339, or a date, which means its start */
  readonly occurredAt: string;
  /** an exact decimal as text; a number is taken at its shortest form */
  readonly value?: string | number | undefined;
  readonly credits?: readonly {
    readonly salesperson: string;
    /** 0 to 1, an exact decimal as text */
    readonly share: string | number;
  }[] | undefined;
}
