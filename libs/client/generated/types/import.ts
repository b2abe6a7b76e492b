// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** How far an import is, and what became of its facts */
export interface Import {
  /** what it is asked about by */
  readonly id: string;
  /** of the file */
  readonly name: string;
  /** read and mapped, sent, waited for in the figures; unmapped: the request names no map, a suggestion is answered */
  readonly state: 'reading' | 'recording' | 'projecting' | 'done' | 'unmapped' | 'stopped' | 'failed';
  /** facts are decided on and not recorded */
  readonly dryRun: boolean;
  /** history: no alert fires for it */
  readonly quiet: boolean;
  /** that it is mapped by */
  readonly preset: string | null;
  /** RFC 3339 in UTC */
  readonly begunAt: string;
  /** of its state */
  readonly progress: number;
  /** facts settled, and rows that are none */
  readonly facts: number;
  /** facts a second */
  readonly rate: number;
  /** of its state, as it goes; null where nobody knows */
  readonly secondsLeft: number | null;
  /** facts recorded now; in a dry run, that would be */
  readonly accepted: number;
  /** facts recorded before */
  readonly duplicates: number;
  /** facts refused, and rows that are none */
  readonly rejected: number;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** how many facts of each type were sent */
  readonly types: Readonly<Record<string, number>>;
  /** by their code and what they say, with the first of each; when the import has ended */
  readonly refusals: readonly {
    /** of a problem, or row-unreadable */
    readonly code: string;
    /** refused with it */
    readonly count: number;
    readonly messages: readonly {
      /** that say this */
      readonly count: number;
      readonly examples: readonly {
        /** of the file, on which it begins */
        readonly line?: number | undefined;
        /** what is wrong and what to do about it */
        readonly detail: string;
        /** of the file, where a cell is to blame */
        readonly column?: string | undefined;
        /** of that cell */
        readonly value?: string | undefined;
      }[];
    }[];
    /** that say something else */
    readonly beyond: number;
  }[];
  /** the first 100 refused, their cells when the import has ended */
  readonly errors: readonly {
    /** of the file, on which it begins */
    readonly line?: number | undefined;
    /** as the fact gives it; empty where it gives none */
    readonly id: string;
    /** of a problem, or row-unreadable */
    readonly code: string;
    /** what is wrong and what to do about it */
    readonly detail: string;
    /** of the file, where a cell is to blame */
    readonly column?: string | undefined;
    /** of that cell */
    readonly value?: string | undefined;
  }[];
  /** how the file could be mapped, where the request does not say */
  readonly suggestion?: {
    /** of the file */
    readonly columns: readonly string[];
    /** the one preset that fits; null where none does, or several do */
    readonly preset: string | null;
    /** all that fit */
    readonly presets: readonly string[];
    /** SQL: of the preset, or a first map for the file, to edit */
    readonly map: string;
    /** what has to be said before the map runs; null where nothing is open */
    readonly question: {
      /** whose day and month nobody can tell apart */
      readonly column: string;
      /** one of its values */
      readonly value: string;
      readonly choices: readonly {
        /** how the column may be read, as of strptime */
        readonly format: string;
        /** what the value is then, such as 2024-04-03 */
        readonly day: string;
        /** SQL, with that answered */
        readonly map: string;
      }[];
    } | null;
  } | undefined;
  readonly error?: {
    /** of a problem: permanent, to branch on */
    readonly code: 
      | 'unauthenticated'
      | 'key-expired'
      | 'forbidden'
      | 'emitter-mismatch'
      | 'restricted'
      | 'head-unknown'
      | 'id-taken'
      | 'last-admin'
      | 'sign-in-unavailable'
      | 'audit-unavailable'
      | 'quota-exceeded'
      | 'rate-limited'
      | 'not-sealed'
      | 'legal-hold'
      | 'customer-erased'
      | 'plugin-refused'
      | 'invalid-request'
      | 'instant-not-supported'
      | 'amount-out-of-range'
      | 'unknown-metric'
      | 'unknown-dimension'
      | 'bad-sql'
      | 'sql-not-allowed'
      | 'cross-site'
      | 'not-found'
      | 'method-not-allowed'
      | 'not-acceptable'
      | 'body-too-slow'
      | 'id-conflict'
      | 'replay-needed'
      | 'undecodable-event'
      | 'closing-broken'
      | 'link-gone'
      | 'version-mismatch'
      | 'body-too-large'
      | 'fact-too-large'
      | 'unsupported-media-type'
      | 'unsupported-encoding'
      | 'misdirected-request'
      | 'occurred-in-future'
      | 'known-out-of-order'
      | 'period-not-over'
      | 'not-firing'
      | 'too-many-parts'
      | 'customer-unknown'
      | 'tier-unknown'
      | 'customer-closed'
      | 'already-closed'
      | 'not-closed'
      | 'opportunity-closed'
      | 'subscription-cancelled'
      | 'not-cancelled'
      | 'merge-cycle'
      | 'already-merged'
      | 'not-merged'
      | 'opportunity-unknown'
      | 'sale-voided'
      | 'already-voided'
      | 'shares-not-whole'
      | 'line-unknown'
      | 'refund-exceeds-sale'
      | 'before-its-start'
      | 'answer-too-large'
      | 'sql-too-large'
      | 'bad-import'
      | 'too-many-imports'
      | 'too-many-replays'
      | 'internal'
      | 'contended'
      | 'clock-unsure'
      | 'log-tampered'
      | 'not-yet-projected'
      | 'log-unavailable'
      | 'views-unavailable'
      | 'overloaded'
      | 'took-too-long'
      | 'storage-full';
    /** why it failed, and what to do */
    readonly detail: string;
  } | undefined;
}
