// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What a dashboard was, is, or was when it was retired */
export interface DashboardVersion {
  /** as the caller gave it */
  readonly id: string;
  /** which of its versions; the ETag, quoted */
  readonly version: number;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** RFC 3339 in UTC */
  readonly recordedAt: string;
  /** whether it was retired by this version */
  readonly retired: boolean;
  /** on whose behalf */
  readonly actor?: string | undefined;
  /** the service that sent it */
  readonly emitter?: string | undefined;
  readonly title: string;
  readonly description?: string | undefined;
  readonly filters?: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly tiles: readonly {
    readonly question: string | {
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
    readonly chart?: {
      readonly kind: string;
      readonly title?: string | undefined;
      readonly metrics?: readonly string[] | undefined;
      readonly top?: number | undefined;
    } | undefined;
    readonly width: number;
    readonly height: number;
  }[];
}
