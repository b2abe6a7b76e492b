// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface SetRate {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  readonly currency: string;
  readonly from: string;
  /** an exact decimal as text; a number is taken at its shortest form */
  readonly rate: string | number;
}
