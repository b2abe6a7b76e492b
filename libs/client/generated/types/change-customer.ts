// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ChangeCustomer {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  /** RFC 3339, or a date, which means its start */
  readonly effectiveAt?: string | undefined;
  readonly region?: string | undefined;
  readonly source?: string | undefined;
  readonly segment?: string | undefined;
  readonly salesperson?: string | undefined;
  /** an IANA time zone */
  readonly timeZone?: string | undefined;
  readonly excluded?: boolean | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}
