// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface SetMapping {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  /** the version it is to follow: 0 where the thing must not be there yet, * for any that is there */
  readonly ifMatch?: number | '*' | undefined;
  readonly type: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly where?: string | undefined;
  readonly otherwise?: readonly {
    readonly type: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly where?: string | undefined;
  }[] | undefined;
  readonly description?: string | undefined;
}
