// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface IssueKeyBody {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  /** letters, digits, dots, hyphens and underscores: it is part of the key */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly rows?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly minGroup?: number | undefined;
  readonly quota?: {
    readonly facts?: number | undefined;
    readonly cost?: number | undefined;
    readonly rows?: number | undefined;
    readonly exports?: number | undefined;
  } | undefined;
  /** RFC 3339, or a date, which means its start */
  readonly expiresAt?: string | undefined;
}
