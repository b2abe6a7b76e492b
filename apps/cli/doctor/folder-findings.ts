import { existsSync, statfsSync, statSync } from 'node:fs';
import { servedIn } from '#book/versions/folder-register.js';
import { channelsWithoutKind, positionOfCopy, staleKeys } from './read-models.js';
import { reasonOf } from '#kernel/reason.js';
import type { BookSettings } from '#ledger/book.js';
import { auditLog, hasLog } from '#platform/embedded-adapters.js';
import type { FollowedLog } from '#platform/followed-log.js';
import { logFile } from '#platform/log-copies.js';
import { openToOthers } from '#platform/private-files.js';
import { isProtected } from '#platform/personal-keys.js';
import { openLogOf } from '../data-folder.js';
import { clockFinding } from './clock-finding.js';
import { fine, wrong, type Finding } from './finding.js';
import { outboxFinding } from './outbox-finding.js';

/** What is looked at a folder with. */
export interface Looking {
  readonly env: NodeJS.ProcessEnv;
  readonly now: Date;
  /** Megabytes that are to be left on the disk. */
  readonly leastDisk: number;
}

const MEGABYTE = 1_048_576;

/** What is to be said of a book in a data folder; a server may run on it. Makes and changes nothing. */
export async function folderFindings(folder: string, looking: Looking): Promise<readonly Finding[]> {
  const what = `the data folder ${folder}`;
  if (!existsSync(folder))
    return [wrong(what, 'it is not there', 'name another one with --data, or start the server, which makes it')];
  const found = [privacyFinding(what, folder), diskFinding(folder, looking.leastDisk)];
  if (!hasLog(folder))
    return [
      ...found,
      wrong('the log', 'there is none in the folder', 'name another one with --data, or start the server'),
    ];
  try {
    const { log, settings } = await openLogOf(folder);
    try {
      return [...found, ...(await bookFindings(folder, log, settings, looking))];
    } finally {
      await log.close();
    }
  } catch (error) {
    return [...found, wrong('the log', reasonOf(error), RESTORE)];
  }
}

const RESTORE = 'put the book back from a backup: tally restore FOLDER --data NEW';

async function bookFindings(
  folder: string,
  log: FollowedLog,
  settings: BookSettings,
  { env, now }: Looking,
): Promise<readonly Finding[]> {
  const tail = await log.tail();
  return [
    chainFinding(folder),
    openingFinding(settings, env),
    clockFinding(await log.last(), now, env['TALLY_CLOCK'] === 'trusted'),
    ...(await modelFindings(folder, tail)),
    keysFinding(folder, env),
    await outboxFinding(folder, now),
  ];
}

function privacyFinding(what: string, folder: string): Finding {
  const open = openToOthers(folder);
  if (open.length === 0) return fine(what);
  return wrong(what, `others can read ${open.join(', ')}`, `chmod -R go= ${folder}`);
}

function diskFinding(folder: string, least: number): Finding {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  const log = hasLog(folder) ? Math.ceil(statSync(logFile(folder)).size / MEGABYTE) : 0;
  // Read models are made anew beside those that are served.
  const needed = Math.max(least, 2 * log);
  const said = `${String(free)} MB are free`;
  if (free >= needed) return fine('the disk', said);
  return wrong(
    'the disk',
    `${said}, fewer than ${String(needed)} MB`,
    'make room, or move the folder to a larger disk',
  );
}

function chainFinding(folder: string): Finding {
  const { fault, position } = auditLog(folder);
  if (fault === undefined) return fine('the log', `${String(position)} events, each as it was recorded`);
  return wrong('the log', `it was changed or damaged: ${fault}`, RESTORE);
}

/** What a server would refuse to start with. */
function openingFinding(settings: BookSettings, env: NodeJS.ProcessEnv): Finding {
  const said = [
    ['TALLY_TIME_ZONE', settings.timeZone],
    ['TALLY_CURRENCY', settings.currency],
    ['TALLY_FISCAL_START', String(settings.fiscalStart)],
  ] as const;
  const differing = said.filter(([name, recorded]) => env[name] !== undefined && env[name] !== recorded);
  const what = 'what the book counts by';
  if (differing.length === 0) return fine(what, said.map(([, recorded]) => recorded).join(', '));
  const reason = differing.map(([name, recorded]) => `${name} is not ${recorded}, with which it was opened`).join('; ');
  return wrong(what, reason, `set ${differing.map(([name, recorded]) => `${name}=${recorded}`).join(' ')}`);
}

async function modelFindings(folder: string, tail: number): Promise<readonly Finding[]> {
  const what = 'the read models';
  const start = 'start the server, which makes up for it; where it runs, /readyz says what holds it up';
  const served = await servedIn(folder);
  if (served === undefined) return [wrong(what, 'there are none yet', start)];
  try {
    const position = await positionOfCopy(folder, served);
    const behind =
      position === tail
        ? fine(what, `they cover the log up to position ${String(tail)}`)
        : wrong(what, `they are at position ${String(position)}, the log at ${String(tail)}`, start);
    const stale = await staleKeys(folder, served);
    const channels = channelsFinding(await channelsWithoutKind(folder, served));
    const [first] = stale;
    if (first === undefined) return [behind, fine('what could not be decoded', 'nothing waits'), channels];
    const reason = `${String(stale.length)} customers or things stand still, ${first.id} since ${first.type} at position ${String(first.since)}: ${first.reason}`;
    const cure =
      'start the release, or name the plug-in in TALLY_PLUGINS, that recorded it: what waits is counted then';
    return [behind, wrong('what could not be decoded', reason, cure), channels];
  } catch (error) {
    return [wrong(what, `they cannot be read: ${reasonOf(error)}`, start)];
  }
}

function channelsFinding(found: Awaited<ReturnType<typeof channelsWithoutKind>>): Finding {
  const what = 'the channels';
  if (found.length === 0) return fine(what);
  const each = found.map(({ id, kind }) => `${id} of kind ${kind}`).join(', ');
  return wrong(
    what,
    `the plug-in is not there that sends through ${each}`,
    'name it in TALLY_PLUGINS: what is to go through them waits until then',
  );
}

function keysFinding(folder: string, env: NodeJS.ProcessEnv): Finding {
  const what = 'the keys of what is personal';
  if (!isProtected(folder)) return fine(what, 'the book is not sealed');
  if (env['TALLY_MASTER_KEY_FILE'] !== undefined) return fine(what);
  return wrong(what, 'the book is sealed, and no key is named', 'set TALLY_MASTER_KEY_FILE and TALLY_KEYS_DIR');
}
