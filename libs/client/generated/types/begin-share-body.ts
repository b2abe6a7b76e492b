// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface BeginShareBody {
  readonly question?: string | undefined;
  readonly dashboard?: string | undefined;
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly pin: boolean;
  /** RFC 3339, or a date, which means its start */
  readonly expiresAt?: string | undefined;
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly position?: string | undefined;
}
