// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface AssignAlert {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  /** a value of the dimension that the alert goes by; left out where it goes by none */
  readonly part?: string | undefined;
  readonly to: string;
}
