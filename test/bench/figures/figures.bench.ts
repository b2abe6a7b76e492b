import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDbFacts } from '#facts-duckdb/duckdb-facts.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import type { Answering } from '../peers/answering.js';
import { loadDuckDb } from '../peers/duckdb.js';
import { loadPostgres } from '../peers/postgres.js';
import { postgresPrograms, PostgresServer } from '../peers/postgres-server.js';
import { print, tell } from '../report.js';
import { checkEqual, timesOf } from './asking.js';
import { makeFlat, type Flat } from './flat.js';
import { bookOf } from './made-book.js';
import { ours } from './ours.js';
import { QUESTION_KINDS } from './questions.js';
import { reportTimes, type TimesByQuestion } from './report-times.js';

/**
 * What questions take over a hundredth, a tenth and all of the facts, without HTTP; the same questions to DuckDB and PostgreSQL over flat
 * tables of the same facts, whose answers are compared first.
 * @param copies the largest book is measured once more with its facts so many times; not where that is one
 */
export async function benchFigures(folder: string, facts: number, copies: number): Promise<void> {
  for (const size of [facts / 100, facts / 10]) {
    const book = await bookOf(folder, Math.round(size));
    reportTimes(size, await timesOf(await ours({ folder: book, copies: 1 }), QUESTION_KINDS));
  }
  const book = await bookOf(folder, facts);
  const flat = await flatOf(book);
  for (const times of new Set([1, copies])) await withPeers(book, facts * times, { ...flat, copies: times });
}

async function flatOf(book: string): Promise<Omit<Flat, 'copies'>> {
  const store = SqliteViews.openReader(join(book, 'views.sqlite'), VIEW_SCHEMA);
  const index = new DuckDbFacts(join(book, 'index-1', 'facts.duckdb'), VIEW_SCHEMA, store);
  const folder = await mkdtemp(join(book, '..', 'flat-'));
  tell('the flat tables are written');
  const flat = await makeFlat(index, folder);
  await index.close();
  await store.close();
  return flat;
}

/** Ours and whoever else there is, with the same facts. */
async function withPeers(book: string, facts: number, flat: Flat): Promise<void> {
  const one = await ours({ folder: book, copies: flat.copies });
  if (flat.copies > 1) tell(`the index of ${count(facts)} facts is made`);
  const session = await one.start(false);
  const times = new Map<string, TimesByQuestion>();
  const asked = QUESTION_KINDS.filter(({ peersTell }) => peersTell !== 'never');
  for await (const peer of peersWith(book, flat)) {
    tell(`${peer.name} answers what ours does`);
    const other = await peer.start(false);
    await checkEqual(asked, session, other);
    await other.stop();
    times.set(peer.name, await timesOf(peer, asked));
    say(`${peer.name}, ${count(facts)} facts, on disk`, peer.bytes() / facts, 'bytes a fact', 'none named');
  }
  say(`memory of who answers, ${count(facts)} facts`, session.memory(), 'MB', '600 MB');
  await session.stop();
  reportTimes(facts, await timesOf(one, QUESTION_KINDS), times);
  say(`index, ${count(facts)} facts`, one.bytes() / facts, 'bytes a fact', 'with log and read models 900');
}

async function* peersWith(book: string, flat: Flat): AsyncIterable<Answering> {
  const duckDb = join(book, `duckdb-${String(flat.copies)}`);
  tell('DuckDB is loaded');
  yield await loadDuckDb(duckDb, flat);
  await rm(duckDb, { recursive: true });
  const programs = postgresPrograms();
  if (programs === undefined) {
    process.stdout.write('PostgreSQL: left out, there are no programs of it on this machine\n');
    return;
  }
  const server = new PostgresServer(programs);
  try {
    tell('PostgreSQL is loaded');
    yield await loadPostgres(server, flat);
  } finally {
    await server.remove();
  }
}

function say(what: string, reached: number, unit: string, target: string): void {
  print({ what, reached, unit, target });
}

function count(facts: number): string {
  return facts.toLocaleString('en');
}
