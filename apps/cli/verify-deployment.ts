import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createProjection } from '#book/projecting/projection.js';
import { foldShards } from '#engine/fold.js';
import { firstDifferentFact, type LogAudit } from '#engine/verify.js';
import { firstWrongDocument, type RightDocuments } from '#engine/verify-live.js';
import { ChainUpTo } from '#engine/views/chain-up-to.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { ChainBroken, type ChainedStore } from '#kernel/ports/fact-index.js';
import { openSharedLog, type SharedStore } from '#platform/distributed-adapters.js';
import { openViews } from '#platform/embedded-adapters.js';
import { auditCopied } from '#platform/log-copies.js';
import { ownIndex } from '#platform/own-index.js';
import { SHARDS } from '#platform/shared-book.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import type { SharedStores } from './deployment.js';
import { openDeployment, type OpenDeployment } from './open-deployment.js';
import { complain } from './screen.js';

const PAGE = 1_000;
/** Milliseconds between two looks at how far the read models are, and how many looks without progress mean that nobody is at work. */
const LOOK_AGAIN = 200;
const LOOKS = 50;

/** What a look at a deployment found. */
export interface Verdict {
  /** The first thing that is not as it should be, in a sentence. */
  readonly difference?: string;
  readonly audit: LogAudit;
  /** What the read models were compared with. */
  readonly events: number;
  readonly position: number;
}

/**
 * Looks at every event of EventStoreDB, folds them anew and compares what MongoDB serves with that; processes may be at work meanwhile.
 * Facts are compared as they were at one moment, of each shard; each document as it was when it was last written.
 * @throws UsageError where there is no book
 */
export async function verifyDeployment(stores: SharedStores): Promise<Verdict> {
  const scratch = await mkdtemp(join(tmpdir(), 'tally-verify-'));
  const log = openSharedLog(stores);
  try {
    const tail = await log.tail();
    const audit = await auditCopied(eventsUpTo(log, tail), scratch);
    if (audit.fault !== undefined)
      return { difference: `the log is damaged: ${audit.fault}`, audit, events: 0, position: 0 };
    const book = await openDeployment(stores, log);
    try {
      return { audit, ...(await new Comparison(book, scratch).compared()) };
    } finally {
      await book.stored.close();
    }
  } finally {
    await log.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function* eventsUpTo(log: EventLog, tail: number): AsyncIterable<readonly RecordedEvent[]> {
  for (let after = 0; after < tail;) {
    const page = (await log.readAll(after, PAGE)).filter(({ position }) => position <= tail);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.position;
  }
}

/** Nobody takes the read models as far as the log goes. */
class Behind extends Error {}

/** The served version beside a fresh fold. */
class Comparison implements RightDocuments {
  readonly documents: ChainedStore;
  position = 0;
  private readonly pages: KeptPage;
  private events = 0;

  constructor(
    private readonly book: OpenDeployment,
    private readonly scratch: string,
  ) {
    this.documents = openViews(scratch, 'fresh', VIEW_SCHEMA);
    this.pages = new KeptPage(book.log);
  }

  async compared(): Promise<Omit<Verdict, 'audit'>> {
    try {
      const heads = await headsCovering(await this.book.log.tail(), this.book.stored);
      await this.fold(heads);
      const difference = (await this.differentFact(heads)) ?? (await this.wrongDocument(heads));
      const found = { events: this.events, position: Math.min(...heads) };
      return difference === undefined ? found : { ...found, difference };
    } catch (error) {
      if (!(error instanceof Behind)) throw error;
      return { difference: error.message, events: this.events, position: 0 };
    } finally {
      await this.documents.close();
    }
  }

  async foldTo(position: number): Promise<void> {
    await this.fold(Array.from({ length: SHARDS }, () => position));
    this.position = position;
  }

  /** Another's batch may end where the log did not when it was asked: what the log has by now is covered, and no more can be. */
  async covered(): Promise<void> {
    await headsCovering(Math.min(this.position, await this.book.log.tail()), this.book.stored);
  }

  private async fold(heads: readonly number[]): Promise<void> {
    const { calendar, set } = this.book;
    const started = Date.now();
    const events = await foldShards({
      ...{ log: this.pages, views: this.documents, heads, dayOf: (instant: string) => calendar.dayOf(instant) },
      projection: createProjection(calendar, set.policies),
    });
    if (this.events === 0) complain(`folded ${String(events)} events in ${String(Date.now() - started)} ms`);
    this.events += events;
  }

  private async differentFact(heads: readonly number[]): Promise<string | undefined> {
    const still = new ChainUpTo(this.book.stored, new Map(heads.map((head, shard) => [shard, head])));
    const ours = ownIndex(still, join(this.scratch, 'stored.duckdb'));
    const theirs = ownIndex(this.documents, join(this.scratch, 'right.duckdb'));
    try {
      return await firstDifferentFact(ours, theirs);
    } catch (error) {
      if (error instanceof ChainBroken) return `the batches of the read models are not all there: ${error.message}`;
      throw error;
    } finally {
      await Promise.all([ours.close(), theirs.close()]);
    }
  }

  /** Documents do not tell their shard: they are compared where all shards are at one position. */
  private async wrongDocument(heads: readonly number[]): Promise<string | undefined> {
    await this.foldTo(Math.max(...heads));
    await this.covered();
    return firstWrongDocument(this.book.stored, this);
  }
}

/** A log of which the last page that was read is kept: who goes on by small steps reads it once. */
class KeptPage implements Pick<EventLog, 'readAll'> {
  private after = 0;
  private page: readonly RecordedEvent[] = [];

  constructor(private readonly log: Pick<EventLog, 'readAll'>) {}

  async readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    if (after < this.after || after >= (this.page.at(-1)?.position ?? 0)) {
      this.page = await this.log.readAll(after, limit);
      this.after = after;
    }
    return this.page.filter(({ position }) => position > after);
  }
}

/** How far the shards are once all cover a position. @throws Behind where nobody takes them there */
async function headsCovering(position: number, stored: SharedStore): Promise<readonly number[]> {
  let before = -1;
  for (let looks = 0; ; looks++) {
    const found = await stored.heads();
    const heads = Array.from({ length: SHARDS }, (_, shard) => found.get(shard) ?? 0);
    const least = Math.min(...heads);
    if (least >= position) return heads;
    // Somebody is at work where any shard moves; the one that is furthest behind may wait for its turn.
    const together = heads.reduce((sum, head) => sum + head, 0);
    if (together > before) looks = 0;
    before = together;
    if (looks >= LOOKS)
      throw new Behind(
        `the read models end at position ${String(least)}, the log at ${String(position)}: start its processes, which make up for it, and verify again`,
      );
    await sleep(LOOK_AGAIN);
  }
}
