// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface SetTarget {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  readonly metric: string;
  readonly from: string;
  readonly to: string;
  /** an exact decimal as text; a number is taken at its shortest form */
  readonly value: string | number;
  readonly where?: Readonly<Record<string, string | readonly string[]>> | undefined;
}
