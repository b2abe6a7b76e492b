import { nextEventId } from '#kernel/event-ids.js';
import { Problem } from '#kernel/problem.js';
import type { ViewStore } from '#kernel/ports/views.js';
import type { Model } from '../model.js';
import type { ReplayRequest, Replays, ReplayStatus } from './replays.js';
import { readPolicySets, setKnown } from '#subjects/policies/policy-sets.js';
import { lastPositionBy } from '../projecting/replay.js';
import { ReplayJob } from './replay-job.js';
import { scratchHeld } from './scratch-held.js';
import type { Workshop } from './workshop.js';

/** Replays that run at a time, wait for their turn, and are kept when done: each holds about as much disk as the served read models. */
const RUNNING = 2;
const WAITING = 20;
const KEPT = 8;
const PATIENCE = 30_000;
/** Bytes on disk that all of them may hold when a further one starts, unless said otherwise. */
export const SCRATCH_BYTES = 20 * 2 ** 30;

/** Replays of one process, in scratch files that go with it. */
export class ScratchReplays implements Replays {
  /** Oldest use first. */
  private readonly jobs = new Map<string, ReplayJob>();

  constructor(
    private readonly workshop: Workshop,
    /** Goes with the process. */
    readonly folder: string,
    /** Lends the served read models: in their journal times are found. */
    private readonly onJournal: (run: (views: ViewStore) => Promise<number>) => Promise<number>,
    /** Bytes that all of them may hold on disk when a further one starts. */
    private readonly space: number,
  ) {}

  async start(request: ReplayRequest): Promise<ReplayStatus> {
    const { log, calendar } = this.workshop;
    const to = await this.endOf(request);
    const sets = await readPolicySets(log, calendar);
    const set = setKnown(sets, ({ position }) => position <= to);
    const policies = request.policies ?? set.policies;
    const definitions = request.policies === undefined ? set.definitions : { lifecycle: 'given', tiers: 'given' };
    const key = keyOf({ asOf: request.asOf, to, policies });
    const same = [...this.jobs.values()].find((job) => job.key === key && job.status.state !== 'failed');
    if (same !== undefined) return this.used(same).status;
    await this.makeRoom();
    const asOf = request.asOf === undefined ? {} : { asOf: request.asOf };
    const job = new ReplayJob(
      { id: nextEventId(), key, to, policies, definitions, knownAt: request.knownAt, ...asOf },
      this.workshop,
      this.folder,
      () => this.next(),
    );
    this.jobs.set(job.id, job);
    this.next();
    return job.status;
  }

  status(id: string): ReplayStatus {
    return this.job(id).status;
  }

  list(): readonly ReplayStatus[] {
    return [...this.jobs.values()].map(({ status }) => status);
  }

  async cancel(id: string): Promise<ReplayStatus> {
    const job = this.job(id);
    this.jobs.delete(id);
    await job.cancel();
    this.next();
    return job.status;
  }

  async use<Answer>(
    id: string,
    run: (model: Model, shown: Pick<ReplayRequest, 'asOf'>) => Promise<Answer>,
    ms = PATIENCE,
  ): Promise<Answer> {
    const job = this.used(this.job(id));
    if (!(await job.doneWithin(ms))) {
      const percent = String(Math.floor(job.status.progress * 100));
      const detail = `the replay ${id} is at ${percent} %: poll GET /v1/replays/${id} and ask again when it is done`;
      throw new Problem('replay-needed', detail, [{ field: 'replay', detail: id }]);
    }
    return job.use(run);
  }

  /** Ends all of them: the log they show is not there any more. */
  forget(): void {
    this.close().catch((error: unknown) => this.workshop.onError(error));
  }

  async close(): Promise<void> {
    const jobs = [...this.jobs.values()];
    this.jobs.clear();
    await Promise.all(jobs.map((job) => job.cancel()));
  }

  private async endOf({ knownAt }: ReplayRequest): Promise<number> {
    const { log, calendar } = this.workshop;
    const tail = await log.tail();
    if (knownAt === undefined) return tail;
    if ('position' in knownAt) return Math.min(knownAt.position, tail);
    return this.onJournal((views) => lastPositionBy(knownAt, { views, log, calendar }));
  }

  private job(id: string): ReplayJob {
    const job = this.jobs.get(id);
    if (job === undefined)
      throw new Problem(
        'not-found',
        `there is no replay ${id.slice(0, 100)} (any more): start it with POST /v1/replays`,
      );
    return job;
  }

  private used(job: ReplayJob): ReplayJob {
    this.jobs.delete(job.id);
    this.jobs.set(job.id, job);
    return job;
  }

  private next(): void {
    const jobs = [...this.jobs.values()];
    const running = jobs.filter(({ status }) => status.state === 'running').length;
    const waiting = jobs.filter(({ status }) => status.state === 'queued');
    for (const job of waiting.slice(0, Math.max(0, RUNNING - running))) job.start();
  }

  /** Frees those that were not used for longest. */
  private async makeRoom(): Promise<void> {
    const held = await scratchHeld(this.folder);
    const jobs = [...this.jobs.values()];
    if (jobs.filter(({ status }) => status.state === 'queued').length >= WAITING)
      throw new Problem('too-many-replays', 'too many replays wait for their turn: ask again later, or cancel some');
    const ended = jobs.filter(({ status }) => status.state !== 'queued' && status.state !== 'running');
    let used = [...held.values()].reduce((sum, bytes) => sum + bytes, 0);
    let kept = ended.length;
    for (const job of ended) {
      if (kept < KEPT && used <= this.space) break;
      kept--;
      used -= held.get(job.id) ?? 0;
      this.jobs.delete(job.id);
      job.cancel().catch((error: unknown) => this.workshop.onError(error));
    }
    if (used > this.space)
      throw new Problem(
        'too-many-replays',
        'the replays under way hold all the disk there is for them: ask again later',
      );
  }
}

/** What a replay shows: two of the same key give the same answers. */
function keyOf(shown: object): string {
  return JSON.stringify(shown, (_name, value: unknown) =>
    typeof value === 'bigint' || value === -Infinity ? String(value) : value,
  );
}
