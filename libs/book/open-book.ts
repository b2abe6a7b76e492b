import { join } from 'node:path';
import type { Outbox } from '#kernel/ports/outbox.js';
import { ProtectedLog } from '#engine/personal/protected-log.js';
import { ownerOfPersonal } from '#figures/journal/journal-documents.js';
import { Seal } from '#engine/seal.js';
import { LogHeads } from '#engine/tree/log-heads.js';
import type { AuditStore } from '#kernel/ports/audit-store.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { LogTree } from '#kernel/ports/log-tree.js';
import type { SessionStore } from '#kernel/ports/session-store.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { BookSettings } from '#ledger/book.js';
import { GivingWay } from '#ledger/giving-way.js';
import { Ledger } from '#ledger/ledger.js';
import { lastRestored } from '#ledger/restored-book.js';
import { scratchFolder } from '#platform/embedded-adapters.js';
import { measuredIndex } from '#platform/fact-index/measured-index.js';
import { Drawer } from '#drawing/drawer.js';
import { SqlDesk } from '#platform/fact-sql/sql-desk.js';
import { addCounters, addLag } from '#platform/gauges.js';
import { Lag } from '#platform/lag.js';
import type { OpenKeyring } from '#platform/opened-keys.js';
import { privateFolder } from '#platform/private-files.js';
import type { Look } from '#platform/readiness.js';
import type { Started } from '#platform/until-stopped.js';
import { contentRules } from '#subjects/catalogue.js';
import { COMMANDS, SQL_TABLES, SUBJECT_CHARTS, VIEW_SCHEMA } from '#subjects/tables.js';
import { Allowances } from './access/allowances.js';
import { Narrowing } from './access/narrowing.js';
import { openAccess } from './access/open-access.js';
import { openAudit } from './access/open-audit.js';
import { withPartsSeen } from './alert-parts.js';
import { withFactsKnown } from './fact-types.js';
import { Backups } from './backups/backups.js';
import type { Book } from './book.js';
import type { Models } from './models.js';
import { catalogueNow } from './catalogue-known.js';
import { Imports } from './importing/imports.js';
import { sayMissingPlugins } from './missing-plugins.js';
import { endDooms } from './privacy/erase-customer.js';
import { ErasuresFile } from './privacy/erasures-file.js';
import type { AuditedPlace } from './proof/audited-place.js';
import { openProof } from './proof/open-proof.js';
import { Readers } from './reading/readers.js';
import { SCRATCH_BYTES, ScratchReplays } from './replays/scratch-replays.js';
import { withEventsKnown } from './webhooks/told-of.js';
import type { Workshop } from './replays/workshop.js';

/** Milliseconds for threads to close: they end what they have begun, and are ended after five seconds. */
export const THREADS_TIMEOUT = 6_000;

/** What a process gives the book it opens: what the book needs is asked for with the process's own, and closed with it. */
export type BookProcess = Pick<Started, 'settings' | 'log' | 'health' | 'closers'>;

/** Where a book is kept. Each is opened with the process's closers, and told to its readiness, by who makes this. */
export interface BookStores {
  readonly log: EventLog;
  /** No other process appends to the log. */
  readonly soleWriter: boolean;
  /** Opens the book where nobody has. @throws Refused where it was opened with other settings */
  begin(opening: BookSettings, now: Date): Promise<Calendar>;
  /** The versions of its read models when it is known what there is, and why questions meet old figures or none. */
  openModels(parts: ModelsParts): Promise<{ readonly models: Models; readonly trouble: Look }>;
  /** What is to leave the house. */
  openOutbox(): Outbox;
  /** Who asked for what; absent where that is not kept. */
  readonly openAudit?: () => AuditStore;
  /** Who has signed in; asked for where people do. */
  readonly openSessions: () => SessionStore;
  /** The keys of what is personal; undefined where that is kept as it is. @throws Refused where they are lost */
  openKeyring(): OpenKeyring | undefined;
  /** The folder that the log is in, which can be copied; absent where it is elsewhere. */
  readonly logFolder?: string;
  /** The tree over the log. */
  openTree(): LogTree;
  /** Makes it anew of the events that are there, with what else is kept of them. */
  remakeTree(): Promise<void>;
  /** Where a thread finds the log with its tree, to look through all of it. */
  auditedAt(): AuditedPlace;
  /** What is done with the log for a caller who waits. @throws StoreAway where that takes too long */
  inTime<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** What versions of the read models are made with. */
export interface ModelsParts {
  readonly workshop: Workshop;
  readonly replays: ScratchReplays;
  /** To be told when what answered is not of the log there is now: nor may anything be that is remembered of it. */
  readonly onLost: () => void;
}

export interface BookOptions {
  /** The clock facts are recorded by; the system's unless given. */
  readonly clock?: () => Date;
  /** Bytes on disk that replays may hold when a further one starts. */
  readonly scratchBytes?: number;
}

/** Opens the book in some stores, to record in it and to ask it. Resolves when questions can be answered, or refused with a reason. */
export async function openBook(
  stores: BookStores,
  { settings, log: logger, health, closers }: BookProcess,
  { clock = () => new Date(), scratchBytes = SCRATCH_BYTES }: BookOptions = {},
): Promise<Book> {
  const { dataDir, timeZone, fiscalStart, currency } = settings;
  sayMissingPlugins(logger);
  for (const open of privateFolder(dataDir)) logger.warn(open);
  const { log, soleWriter } = stores;
  const calendar = await stores.begin({ timeZone, currency, weekStart: 'monday', fiscalStart }, clock());
  const onError = (error: unknown): void => logger.error({ err: error }, 'the book met an error and tries again');
  const { access, door, signIn } = await openAccess(stores, settings, clock, { health, closers, log: logger });
  const index = measuredIndex(health.measures, { schema: VIEW_SCHEMA, ...settings.index }, onError);
  closers.add('the index of the facts', () => index.close(), THREADS_TIMEOUT);
  const outbox = once(() => stores.openOutbox());
  const narrowing = new Narrowing(outbox);
  const keys = stores.openKeyring();
  const keyring = keys?.keyring;
  const erasuresFile = settings.personalKeys?.erasuresFile;
  const erasures = erasuresFile === undefined ? undefined : new ErasuresFile(erasuresFile);
  if (keyring !== undefined) closers.add('the keys of what is personal', () => keyring.close());
  const narrowed = (): ReturnType<Narrowing['now']> => narrowing.now();
  const tree = stores.openTree();
  closers.add('the tree over the log', () => tree.close());
  const heads = new LogHeads(() => tree);
  const readers = new Readers({ settings, calendar, index, narrowed, keys, heads, onError });
  closers.add('the readers', () => readers.close(), THREADS_TIMEOUT);
  const sql = new SqlDesk({ schema: VIEW_SCHEMA, tables: SQL_TABLES, zone: timeZone, onError });
  closers.add('the SQL of callers', () => sql.close(), THREADS_TIMEOUT);
  const drawer = new Drawer({ fontsFolder: settings.fontsFolder, kinds: SUBJECT_CHARTS }, onError);
  closers.add('the drawer', () => drawer.close(), THREADS_TIMEOUT);
  const workshop: Workshop = { settings, log, calendar, readers, index, sql, onError };
  const scratch = await scratchFolder(dataDir);
  const replays = new ScratchReplays(
    workshop,
    scratch,
    (run) => opened.models.use(undefined, ({ views }) => run(views)),
    scratchBytes,
  );
  closers.add('the replays', () => replays.close(), THREADS_TIMEOUT);
  const imports = new Imports(join(scratch, 'imports'), settings.importMegabytes, onError);
  closers.add('the imports', () => imports.close(), THREADS_TIMEOUT);
  const seal = new Seal(outbox);
  const audit = await openAudit(door, stores, seal, { closers, log: logger });
  const { proof, guard } = await openProof({ ...stores, tree }, { settings, log: logger, health, closers }, clock);
  const copied = { data: dataDir, folder: settings.backupsFolder, log, clock, onError };
  const backups = stores.logFolder === undefined ? undefined : new Backups(copied);
  closers.add('the backups', async () => backups?.stop(), THREADS_TIMEOUT);
  const clockTrusted = settings.clock === 'trusted';
  const meaning = contentRules((said) => catalogueNow({ models: opened.models, log, calendar }, said));
  const rules = withEventsKnown(
    withFactsKnown(
      withPartsSeen(meaning, () => book),
      COMMANDS,
    ),
    log,
  );
  const sealing = (secret: string): Promise<string> => seal.close(secret);
  const deciding = { commands: COMMANDS, rules, seal: sealing, calendar, currency };
  const decidedBy = keyring === undefined ? log : new ProtectedLog(log, keyring, ownerOfPersonal);
  const ledger = new Ledger({ log: decidedBy, soleWriter, clock, clockTrusted, ...deciding });
  const onLost = (): void => {
    ledger.forget();
    replays.forget();
    heads.forget();
    access.forget().catch(onError);
  };
  const opened = await stores.openModels({ workshop, replays, onLost });
  if (keyring !== undefined) await endDooms({ log, erasures }, keyring, clock());
  const { models } = opened;
  const lag = new Lag(log, () => models.position, clock);
  addLag(health.measures, lag, 'tally_covered_position', 'Position that the served read models cover.');
  health.readiness
    .needs('the read models', () => opened.trouble())
    .needs('the readers', () => readers.trouble)
    .needs('the index of the facts', () => index.trouble)
    .needs('the figures', () => lag.trouble())
    .needs('the clock', () => ledger.clockTrouble());
  const untouched = async <Done>(record: () => Promise<Done>): Promise<Done> => {
    guard?.needUntouched();
    return record();
  };
  const prompt: Book['ledger'] = {
    commands: ledger.commands,
    record: (...fact) => untouched(() => stores.inTime(() => ledger.record(...fact))),
    take: (...command) => untouched(() => stores.inTime(() => ledger.take(...command))),
    forget: () => ledger.forget(),
  };
  const book: Book = {
    ledger: prompt,
    way: new GivingWay(() => readers.queued('light') > 0),
    log,
    models,
    readers,
    sql,
    drawer,
    replays,
    imports,
    outbox,
    seal,
    countEvent: addCounters(
      health.measures,
      'tally_cloud_events_total',
      'Events of other systems, by what became of them.',
      'outcome',
    ),
    narrowing,
    access,
    door,
    signIn,
    audit,
    keyring,
    erasures,
    proof,
    guard,
    backups,
    restored: await lastRestored(log),
    allowances: new Allowances(settings.rates, calendar, clock),
    calendar,
    currency,
    clock,
    scratch,
  };
  return book;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
