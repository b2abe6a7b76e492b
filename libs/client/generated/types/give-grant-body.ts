// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface GiveGrantBody {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  /** key:<id>, or person:<subject> */
  readonly principal?: string | undefined;
  readonly group?: string | undefined;
  readonly role: string;
  readonly rows?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly minGroup?: number | undefined;
}
