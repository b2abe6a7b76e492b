// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface SetQuestion {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  /** the version it is to follow: 0 where the thing must not be there yet, * for any that is there */
  readonly ifMatch?: number | '*' | undefined;
  readonly title: string;
  readonly description?: string | undefined;
  readonly question: {
    readonly metrics: readonly string[];
    readonly by?: readonly string[] | undefined;
    readonly grain?: string | undefined;
    readonly period?: string | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly where?: Readonly<Record<string, string | readonly string[]>> | undefined;
    readonly asOf?: string | undefined;
    readonly knownAt?: string | undefined;
    readonly compare?: 'previous-period' | 'previous-year' | undefined;
    readonly currency?: string | undefined;
    readonly rates?: string | undefined;
    readonly organisation?: string | undefined;
    readonly includeExcluded?: boolean | undefined;
  };
  readonly chart: {
    readonly kind: string;
    readonly title?: string | undefined;
    readonly metrics?: readonly string[] | undefined;
    readonly top?: number | undefined;
  };
}
