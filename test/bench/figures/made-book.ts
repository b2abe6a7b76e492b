import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LeavingViews } from '#engine/views/logged-views.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import type { Answering } from '../peers/answering.js';
import { bytesIn } from '../peers/files.js';
import { percentile, print, secondsOf, tell } from '../report.js';
import { warmTimes } from './asking.js';
import { makeLog, projectUpTo } from './book.js';
import { ours } from './ours.js';
import { LAST_DAY, QUESTION_KINDS } from './questions.js';

/** Of every hundred events the last two are projected while questions are asked, one after the other. */
const BEFORE = 0.98;
const NEXT = 0.99;

/** Makes a book with its read models in a folder of its own, says how fast that goes, and asks the first question after the last of it. @returns the folder */
export async function bookOf(parent: string, facts: number): Promise<string> {
  const folder = join(parent, String(facts));
  const of = `of ${count(facts)} facts`;
  await mkdir(folder);
  tell(`the log ${of} is written`);
  const events = await makeLog(join(folder, 'log.sqlite'), facts);
  const log = SqliteEventLog.openReader(join(folder, 'log.sqlite'));
  const views = new LeavingViews(SqliteViews.openWriter(join(folder, 'views.sqlite'), VIEW_SCHEMA), log);
  const [most, next] = [BEFORE, NEXT].map((share) => Math.round(events * share)) as [number, number];
  tell(`98 % ${of} are projected`);
  const projecting = await secondsOf(() => projectUpTo(log, views, most));
  tell(`the index ${of} is made`);
  const one = await ours({ folder, copies: 1 });
  const following = await secondsOf(async () => (await one.start(false)).stop());
  tell(`the rest ${of} is projected beside questions`);
  await afterImport(one, [next, events], (to) => projectUpTo(log, views, to));
  await views.close();
  say(`projection ${of}`, most / projecting, 'events/s', '30,000 events/s');
  say(`index made ${of}, start included`, most / following, 'events/s', 'none named');
  say(
    `disk, log and read models, ${of}`,
    (bytesIn(folder) - one.bytes()) / facts,
    'bytes a fact',
    'with the index 900',
  );
  return folder;
}

/**
 * What the first question takes that finds facts nobody has looked at: after the second of two imports, since a server has followed many
 * times before. @param ends of both
 */
async function afterImport(
  one: Answering,
  [first, last]: readonly [number, number],
  project: (to: number) => Promise<void>,
): Promise<void> {
  const session = await one.start(false);
  const [kind] = QUESTION_KINDS;
  const asked = kind?.of(LAST_DAY);
  if (kind === undefined || asked === undefined) return;
  const warm = percentile(await warmTimes(session, kind.of), 0.5);
  await project(first);
  await session.ask(asked);
  await project(last);
  const { milliseconds } = await session.ask(asked);
  await session.stop();
  const what = `first question after ${count(last - first)} events at once`;
  print({ what, reached: milliseconds, unit: 'ms', floor: warm, target: 'ratio 2' });
}

function say(what: string, reached: number, unit: string, target: string): void {
  print({ what, reached, unit, target });
}

function count(facts: number): string {
  return facts.toLocaleString('en');
}
