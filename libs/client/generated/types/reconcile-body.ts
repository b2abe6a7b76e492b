// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ReconcileBody {
  readonly source: string;
  readonly period: string;
  readonly controls: readonly {
    readonly metric: string;
    readonly where?: Readonly<Record<string, string | readonly string[]>> | undefined;
    readonly day?: string | undefined;
    /** an exact decimal as text; a number is taken at its shortest form */
    readonly value: string | number;
  }[];
  readonly position?: string | undefined;
}
