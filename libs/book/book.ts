import type { Calendar } from '#kernel/time/calendar.js';
import type { Seal } from '#engine/seal.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import type { Keyring } from '#kernel/ports/keyring.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { GivingWay } from '#ledger/giving-way.js';
import type { Ledger } from '#ledger/ledger.js';
import type { RestoredShown } from '#ledger/restored-book.js';
import type { SqlDesk } from '#platform/fact-sql/sql-desk.js';
import type { Drawer } from '#drawing/drawer.js';
import type { Allowances } from './access/allowances.js';
import type { AuditTrail } from './access/audit-trail.js';
import type { Doorkeeper } from './access/doorkeeper.js';
import type { SignInDesk } from './access/sign-in.js';
import type { Narrowing } from './access/narrowing.js';
import type { FollowedAccess } from './access/followed-access.js';
import type { Backups } from './backups/backups.js';
import type { ErasuresFile } from './privacy/erasures-file.js';
import type { Imports } from './importing/imports.js';
import type { LogGuard } from './proof/log-guard.js';
import type { LogProof } from './proof/log-proof.js';
import type { Models } from './models.js';
import type { Readers } from './reading/readers.js';
import type { Replays } from './replays/replays.js';

/** Everything the HTTP edge works on. */
export interface Book {
  readonly ledger: Pick<Ledger, 'record' | 'take' | 'commands' | 'forget'>;
  /** What imports and requests of many facts give to questions that wait. */
  readonly way: Pick<GivingWay, 'before'>;
  readonly log: EventLog;
  readonly models: Models;
  readonly replays: Replays;
  readonly imports: Imports;
  /** Who works out questions. */
  readonly readers: Readers;
  /** Who has statements of strangers run, apart from all else. */
  readonly sql: Pick<SqlDesk, 'json' | 'table'>;
  /** Who draws charts and reports, apart from all else. */
  readonly drawer: Pick<Drawer, 'svg' | 'png' | 'report'>;
  /** What is to leave the house; opened when it is asked for first. */
  readonly outbox: () => Outbox;
  /** Opens secrets that events keep sealed. */
  readonly seal: Pick<Seal, 'open'>;
  /** Counts what became of an event of another system. */
  readonly countEvent: (outcome: string) => void;
  /** What of it whoever asks now sees. */
  readonly narrowing: Pick<Narrowing, 'shown' | 'opened'>;
  /** Who may what. */
  readonly access: FollowedAccess;
  /** Tells by a key or a session who asks; undefined where none is asked for. */
  readonly door: Doorkeeper | undefined;
  /** Has people signed in; undefined where keys alone let in. */
  readonly signIn: SignInDesk | undefined;
  /** What each principal may still ask and record. */
  readonly allowances: Allowances;
  /** Where it is written down who asks; undefined where it is not. */
  readonly audit: AuditTrail | undefined;
  /** The keys of what is personal; undefined where that is kept as it is. */
  readonly keyring: Keyring | undefined;
  /** Where it is noted who was erased, beside the log; undefined where nowhere. */
  readonly erasures: Pick<ErasuresFile, 'add'> | undefined;
  /** Proves what is in the log. */
  readonly proof: LogProof;
  /** Sees to it that the log stays the one whose head was signed; undefined where none is. */
  readonly guard: Pick<LogGuard, 'fault' | 'shown' | 'looked'> | undefined;
  /** Takes copies of it; undefined where its stores have means of their own. */
  readonly backups: Pick<Backups, 'take'> | undefined;
  /** When it was restored last; undefined where it never was. */
  readonly restored: RestoredShown | undefined;
  readonly calendar: Calendar;
  /** The base currency. */
  readonly currency: string;
  readonly clock: () => Date;
  /** A folder for files that are made on the way and go with the process: empty when it starts. */
  readonly scratch: string;
}

/** Under which Nest knows the book. */
export const BOOK = Symbol('book');
