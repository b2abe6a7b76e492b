// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface SnoozeAlert {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  /** a value of the dimension that the alert goes by; left out where it goes by none */
  readonly part?: string | undefined;
  /** RFC 3339, or a date, which means its start */
  readonly until: string;
}
