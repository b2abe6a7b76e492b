// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What an alert was, is, or was when it was retired */
export interface AlertVersion {
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
  readonly metric: string;
  readonly where?: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly by?: string | undefined;
  /** day, week, month, quarter, year, fiscal-quarter, fiscal-year, or last-N-days with N from 1 to 400 */
  readonly window: string;
  readonly condition: {
    /** an exact decimal as text, also below 0; a number is taken at its shortest form */
    readonly above?: string | number | undefined;
    /** an exact decimal as text, also below 0; a number is taken at its shortest form */
    readonly below?: string | number | undefined;
    /** the lower and the upper one */
    readonly outside?: readonly (string | number)[] | undefined;
    /** the lower and the upper one */
    readonly inside?: readonly (string | number)[] | undefined;
    readonly change?: {
      readonly against: 'previous-period' | 'previous-year';
      /** an exact decimal as text, also below 0; a number is taken at its shortest form */
      readonly above?: string | number | undefined;
      /** an exact decimal as text, also below 0; a number is taken at its shortest form */
      readonly below?: string | number | undefined;
    } | undefined;
    readonly anomaly?: {
      readonly sensitivity: number;
    } | undefined;
    readonly noData?: true | undefined;
    readonly attainment?: {
      /** an exact decimal as text, also below 0; a number is taken at its shortest form */
      readonly below: string | number;
    } | undefined;
  };
  /** where it is over: a decimal; of outside and inside two */
  readonly clear?: string | number | readonly (string | number)[] | undefined;
  /** on how many days in a row it has to hold; of noData, for how long there is no fact */
  readonly for?: string | undefined;
  /** for how long a part that fired does not fire again */
  readonly cooldown?: string | undefined;
  readonly severity?: 'info' | 'warning' | 'critical' | undefined;
  /** who is told */
  readonly channels?: readonly string[] | undefined;
  readonly enabled?: boolean | undefined;
}
