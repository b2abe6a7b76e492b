import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JOURNAL, journalId } from '#figures/journal/journal-documents.js';
import { Calendar } from '#kernel/time/calendar.js';
import { Died } from '#testing/outbox.contract.js';
import { dying, Steps } from '#testing/dying.js';
import { PutBackLog } from '#testing/put-back-log.js';
import { SqliteOrigins } from '#views-sqlite/sqlite-origins.js';
import { SqliteRegister } from '#views-sqlite/sqlite-register.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { removeOtherViews, versionsIn, viewsFile } from '#views-sqlite/version-files.js';
import { Follower } from './follower.js';
import { living, NO_VERSIONS, publicationOf, type Versions } from './state.js';

const SCHEMA = { meaning: 1, series: [], collections: [{ name: JOURNAL, fields: [] }] };
const POLICY = { id: 'p', effectiveFrom: '2024-01-01', policy: { churnAfterDays: 60, atRiskAfterDays: 30 } };
const calendar = new Calendar('UTC', 1);
/** Events a version takes at a time. */
const BATCH = 4;
/** Rounds in which everything is done. */
const ENOUGH = 100;

/** The one process on a data folder, which dies at a step: of its last call it is done what it does, or not, and never heard of. */
class Process {
  private readonly follower: Follower;
  private readonly register: SqliteRegister<Versions>;
  private readonly open = new Map<string, SqliteViews>();

  private constructor(
    private readonly folder: string,
    private readonly log: PutBackLog,
    private readonly steps: Steps,
  ) {
    this.register = SqliteRegister.open(join(folder, 'versions.sqlite'), 'versions', NO_VERSIONS);
    this.follower = new Follower({
      ...{ log, calendar, prefix: '', near: 3, nearServed: 0, isAlone: true, keep: -1 },
      schema: SCHEMA,
      isAnswering: () => false,
      register: dying(this.register, ['change'], steps),
      origins: dying(new SqliteOrigins(folder, JOURNAL), ['begin', 'forget'], steps),
      follow: async (name) => this.follow(name),
      drop: async () => undefined,
      onSetAside: () => undefined,
    });
  }

  static async start(folder: string, log: PutBackLog, steps: Steps): Promise<Process> {
    const process = new Process(folder, log, steps);
    const versions = await process.register.read();
    await removeOtherViews(folder, [...living(versions), ...versions.abandoned.map(({ name }) => name)]);
    return process;
  }

  rebuild(): Promise<void> {
    return this.follower.rebuild();
  }

  /** Until nothing is due any more. */
  async settle(): Promise<void> {
    for (let round = 0; round < ENOUGH; round++) {
      await this.follower.look();
      for (const [name] of this.open) await this.advance(name);
      if (await this.isSettled()) return;
    }
    throw new Error(`something is due for ever: ${JSON.stringify(await this.register.read())}`);
  }

  /** Leaves whatever was under way as it is. */
  async end(): Promise<void> {
    await this.follower.stop();
    await this.register.close();
  }

  private follow(name: string) {
    const views = SqliteViews.openWriter(viewsFile(this.folder, name), SCHEMA);
    this.open.set(name, dying(views, ['apply'], this.steps));
    const stop = async (): Promise<void> => {
      this.open.delete(name);
      await views.close();
    };
    return { position: () => views.checkpoint(0), stop };
  }

  private async advance(name: string): Promise<void> {
    const views = this.open.get(name);
    const from = (await views?.checkpoint(0)) ?? 0;
    const events = this.log.events.slice(from, from + BATCH);
    const documents = events.map(({ id, stream, revision, position }) => {
      const body = { id, stream, revision, position };
      return { collection: JOURNAL, document: { id: journalId(position), fields: {}, body } };
    });
    if (events.length > 0) await views?.apply({ shard: 0, from, to: from + events.length, facts: [], documents });
  }

  private async isSettled(): Promise<boolean> {
    const { log, register, folder, open } = this;
    const versions = await register.read();
    const newest = log.events.findLast(({ stream }) => stream === 'policies')?.position ?? 0;
    const files = [...(await versionsIn(folder))].sort();
    return (
      publicationOf(versions.served ?? '') === newest &&
      versions.next === undefined &&
      versions.retired.length < 2 &&
      JSON.stringify(files) === JSON.stringify([...living(versions)].sort()) &&
      (await open.get(versions.served ?? '')?.checkpoint(0)) === log.events.length
    );
  }
}

type Act = (log: PutBackLog, process: Process) => Promise<void> | void;
const settle: Act = (_, process) => process.settle();
const publish: Act = (log) => void log.append('policies', 'LifecyclePolicyPublished', POLICY);
const append: Act = (log) => void log.append('sales', 'Happened');

/** A book that is begun, rebuilt and published for, which drops one version and keeps another. */
const BOOK: readonly Act[] = [
  ...[(log: PutBackLog) => void log.append('book', 'BookOpened'), settle, append, append, append, append, settle],
  ...[(_: PutBackLog, process: Process) => process.rebuild(), settle, publish, settle],
];

/** Lives through it in a folder, dying once at a step. @returns whether it came to that */
async function live(folder: string, log: PutBackLog, step: number): Promise<boolean> {
  let process = await Process.start(folder, log, new Steps(step));
  let hasDied = false;
  for (const act of BOOK) {
    try {
      await act(log, process);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      hasDied = true;
      await process.end();
      process = await Process.start(folder, log, new Steps(Infinity));
      await act(log, process);
    }
  }
  await process.end();
  return hasDied;
}

describe('versions in a data folder', () => {
  let scratch: string;
  beforeEach(async () => (scratch = await mkdtemp(join(tmpdir(), 'tally-follower-'))));
  afterEach(() => rm(scratch, { recursive: true }));

  const kept = async (folder: string) => {
    const register = SqliteRegister.open(join(folder, 'versions.sqlite'), 'versions', NO_VERSIONS);
    const { served = '', next, retired, abandoned } = await register.read().finally(() => register.close());
    return { publication: publicationOf(served), next, retired: retired.map(({ name }) => name), abandoned };
  };
  const eventsIn = async (folder: string, name: string) => {
    const views = SqliteViews.openReader(viewsFile(folder, name), SCHEMA);
    const found = await views.find(JOURNAL, { limit: 100 });
    await views.close();
    return found.map(({ body }) => (body as { readonly id: string }).id);
  };

  it('come to the same wherever their process is killed while one is begun, built, switched to or dropped', async () => {
    let step = 0;
    for (let hasDied = true; hasDied; step++) {
      const folder = join(scratch, String(step));
      await mkdir(folder);
      const log = new PutBackLog();
      hasDied = await live(folder, log, step);
      const [past = '', served = ''] = (await versionsIn(folder)).toSorted();
      expect([step, await kept(folder)]).toEqual([
        step,
        { publication: 6, next: undefined, retired: [past], abandoned: [] },
      ]);
      const ids = log.events.map(({ id }) => id);
      expect([step, await eventsIn(folder, served)]).toEqual([step, ids]);
      // All that was known before the publication.
      const before = await eventsIn(folder, past);
      expect([step, before.length >= 5, before]).toEqual([step, true, ids.slice(0, before.length)]);
    }
    expect(step).toBeGreaterThan(20);
  });
});
