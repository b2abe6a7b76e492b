import type { Json } from '../event.js';

/**
 * What an entry is of: an answer, a refusal for want of a right, a key or a sign-in that was not good, somebody who has signed in, and out.
 * Permanent: they are stored.
 */
export const AUDIT_TYPES = ['Answered', 'AccessDenied', 'LoginFailed', 'LoginSucceeded', 'LoggedOut'] as const;

/** Who asked for what, and what came of it. Nothing of a person stands in it in clear. */
// An alias: only those are known to be plain JSON.
export type AuditEntry = {
  readonly type: (typeof AUDIT_TYPES)[number];
  /** When it was answered. */
  readonly at: string;
  /** `key:<id>` or `person:<subject>`; null where nobody could be told. */
  readonly principal: string | null;
  readonly keyId: string | null;
  /** Method and path, its parameters by name: `GET /v1/customers/{id}`; null for a path that there is not. */
  readonly route: string | null;
  /** What it needed. */
  readonly scope: string;
  /** Its parameters. */
  readonly question: Json;
  /** What of each dimension the asker may see; null for all. */
  readonly rows: Readonly<Record<string, readonly string[]>> | null;
  readonly status: number;
  readonly requestId: string;
  /** Of the log, that the answer covers or the fact was recorded at; null where it says none. */
  readonly position: string | null;
  /** Null where they are not known before they are sent. */
  readonly recordsReturned: number | null;
  /** Whether it may show what is of a person. */
  readonly personal: boolean;
  /** The customer that it was about, as the question has it; null for none in particular. */
  readonly customer: string | null;
};

export interface FindEntries {
  /** The number of the last of the page before; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
  readonly principal?: string;
  /** With its method, or the path alone. */
  readonly route?: string;
  readonly customer?: string;
}

/** Who asked for what, entry by entry: only ever added to. */
export interface AuditStore {
  /** Adds entries, numbered from 1 in their order without gap; resolves when all are on disk. After a fault none is. */
  append(entries: readonly AuditEntry[]): Promise<void>;
  /** A page in the order of their numbers; shorter only at the end. */
  find(find: FindEntries): Promise<readonly (AuditEntry & { readonly n: number })[]>;
  close(): Promise<void>;
}
