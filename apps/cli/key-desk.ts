import { issueKey, revokeKey, rotateKey, type AccessDesk } from '#book/access/access-desk.js';
import { keysShown, rolesShown } from '#book/access/access-lists.js';
import { FollowedAccess } from '#book/access/followed-access.js';
import { olderBook } from '#book/shared-book.js';
import { Calendar } from '#kernel/time/calendar.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { readOpening, recordOpening, type BookSettings } from '#ledger/book.js';
import { Ledger } from '#ledger/ledger.js';
import type { Client, Keys, Roles } from '#client/index.js';
import { openSharedLog } from '#platform/distributed-adapters.js';
import { FolderInUse, hasLog, openLog } from '#platform/embedded-adapters.js';
import { readSettings } from '#platform/settings.js';
import { COMMANDS } from '#subjects/tables.js';
import { bookAt, serverNamed, type Where } from './connect.js';
import { dataFolder } from './data-folder.js';
import { deploymentNamed, type SharedStores } from './deployment.js';
import { UsageError } from './usage-error.js';

/** What is said of keys, whoever takes it. */
export interface KeyDesk {
  issue(key: KeyAsked): Promise<KeyTold>;
  rotate(id: string, overlapHours: number | undefined): Promise<KeyTold>;
  revoke(id: string, reason: string | undefined): Promise<void>;
  keys(): Promise<Keys['keys']>;
  roles(): Promise<Roles['roles']>;
}

interface KeyAsked {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt?: string;
}

interface KeyTold {
  /** Absent where the same was asked before. */
  readonly secret?: string | undefined;
}

/**
 * Where keys are kept: the server named, the log in a data folder that no server runs on, or the one in EventStoreDB where the settings are
 * those of a deployment. Who can write there is asked for no key. @param mayMake whether a book is opened where there is none
 */
export async function onKeys<Result>(
  where: Where,
  mayMake: boolean,
  run: (desk: KeyDesk) => Promise<Result>,
): Promise<Result> {
  const url = serverNamed(where);
  if (url !== undefined) return run(ofServer(bookAt(url, where.keyFile)));
  const { log, soleWriter, close } = await openedLog(where, mayMake);
  try {
    return await run(await ofLog(log, soleWriter, await settingsIn(log, mayMake)));
  } finally {
    await close();
  }
}

function ofServer(book: Client): KeyDesk {
  return {
    issue: (key) => book.issueKey(key),
    rotate: (id, overlapHours) => book.rotateKey(id, overlapHours === undefined ? {} : { overlapHours }),
    revoke: async (id, reason) => {
      await book.revokeKey(id, reason === undefined ? {} : { reason });
    },
    keys: async () => (await book.listKeys()).keys,
    roles: async () => (await book.listRoles()).roles,
  };
}

async function ofLog(log: EventLog, soleWriter: boolean, settings: BookSettings): Promise<KeyDesk> {
  const calendar = new Calendar(settings.timeZone, settings.fiscalStart);
  const { currency } = settings;
  const access = new FollowedAccess(log);
  await access.refresh();
  const ledger = new Ledger({
    log,
    soleWriter,
    commands: COMMANDS,
    calendar,
    currency,
    clock: () => new Date(),
    rules: {},
  });
  const desk: AccessDesk = { ledger, access };
  return {
    issue: (key) => issueKey(desk, key),
    rotate: (id, overlapHours) => rotateKey(desk, id, overlapHours === undefined ? {} : { overlapHours }),
    revoke: async (id, reason) => {
      await revokeKey(desk, id, reason === undefined ? {} : { reason });
    },
    keys: async () => keysShown(access.now).keys,
    roles: async () => rolesShown(access.now).roles,
  };
}

interface OpenedLog {
  readonly log: EventLog;
  readonly soleWriter: boolean;
  readonly close: () => Promise<void>;
}

async function openedLog({ data }: Where, mayMake: boolean): Promise<OpenedLog> {
  const stores = deploymentNamed(data);
  if (stores !== undefined) return deploymentsLog(stores);
  const folder = dataFolder(data, '');
  if (!mayMake && !hasLog(folder)) throw new UsageError(`there is no book in ${folder}`);
  try {
    const opened = openLog(folder, () => new Date());
    return { log: opened.log, soleWriter: true, close: () => opened.close() };
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    throw new UsageError(
      `a server runs on ${folder}: name it with --url and a key that may do this in TALLY_KEY_FILE, or stop it for the first key`,
    );
  }
}

async function deploymentsLog(stores: SharedStores): Promise<OpenedLog> {
  const log = openSharedLog(stores);
  try {
    const older = await olderBook(stores, log);
    if (older !== undefined) throw new UsageError(older);
    return { log, soleWriter: false, close: () => log.close() };
  } catch (error) {
    await log.close();
    throw error;
  }
}

/** What the book counts by. A new one is opened as a server would open it: these settings are for ever. @throws UsageError where there is none */
async function settingsIn(log: EventLog, mayMake: boolean): Promise<BookSettings> {
  const opened = await readOpening(log);
  if (opened !== undefined) return opened.data;
  if (!mayMake) throw new UsageError('there is no book yet');
  const { timeZone, currency, fiscalStart } = readSettings(process.env);
  const settings = { timeZone, currency, weekStart: 'monday', fiscalStart } as const;
  await recordOpening(log, settings, new Date());
  return settings;
}
