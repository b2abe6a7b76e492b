// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface SetQuotaBody {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id?: string | undefined;
  /** key:<id>, or person:<subject> */
  readonly principal: string;
  readonly facts?: number | undefined;
  readonly cost?: number | undefined;
  readonly rows?: number | undefined;
  readonly exports?: number | undefined;
}
