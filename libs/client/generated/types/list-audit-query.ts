// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ListAuditQuery {
  /** Only what is recorded after this position; of who asked for what, after the entry of this number. */
  readonly after?: string | undefined;
  /** How many a page has at most. */
  readonly limit?: number | undefined;
  /** Only what one principal has or asked for, such as key:shop. */
  readonly principal?: string | undefined;
  /** Only what was asked of this route, such as GET /v1/customers/{id}, or its path alone. */
  readonly route?: string | undefined;
  /** Only what is about this customer. */
  readonly customerId?: string | undefined;
}
