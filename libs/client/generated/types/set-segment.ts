// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface SetSegment {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  /** the version it is to follow: 0 where the thing must not be there yet, * for any that is there */
  readonly ifMatch?: number | '*' | undefined;
  readonly title: string;
  readonly rule: string;
  readonly description?: string | undefined;
}
