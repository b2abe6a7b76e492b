import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nextEventId } from '#kernel/event-ids.js';
import { Problem } from '#kernel/problem.js';
import { askerSignal } from '../reading/asker.js';
import { readAsked, type ImportRequest } from './import-asked.js';
import type { Tabular } from '../tabular.js';
import type { ImportRefusals, ImportStatus } from './import.answers.js';
import { refusals, type AskedRefusals } from './refusals.js';
import { ImportJob, type Target } from './import-job.js';
import type { UploadPart } from './upload.js';

/** Imports that run at a time, and that are told of when they are over. */
const RUNNING = 2;
const KEPT = 20;
/** Milliseconds that whoever sends a file waits for its end. */
const PATIENCE = 2_000;

/** What whoever sends a file is told: that it is over, or how far it is by then. */
export interface Begun {
  readonly isOver: boolean;
  readonly status: ImportStatus;
}

/** The imports of one process: a running one goes with it, what it has recorded stays. */
export class Imports {
  /** Oldest first. */
  private readonly jobs = new Map<string, ImportJob>();

  /** Files that are read for something else. */
  private apartNow = 0;

  constructor(
    private readonly folder: string,
    /** Of the largest file. */
    private readonly megabytes: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /**
   * Takes a file, alone or with its map and further tables. Resolves when all of it has come, and it is imported or takes longer than anybody
   * waits. @throws Problem `invalid-request`, `too-many-imports` before anything is read; `body-too-large`, `body-too-slow`, `storage-full`; what it failed with
   */
  async start(target: Target, request: ImportRequest, sent: AsyncIterable<UploadPart>): Promise<Begun> {
    const asked = await readAsked(request);
    await this.makeRoom();
    const id = nextEventId();
    const { folder, megabytes, onError } = this;
    const job = new ImportJob({ id, request, asked, target, folder: join(folder, id), onError });
    this.jobs.set(id, job);
    try {
      await job.begin(sent, megabytes);
    } catch (error) {
      await this.drop(job);
      throw error;
    }
    return this.waited(job);
  }

  /** @throws Problem `not-found` */
  status(id: string): ImportStatus {
    return this.job(id).status;
  }

  /** What it has refused by now. @throws Problem `not-found` */
  refusals(id: string, asked: AskedRefusals): Tabular<ImportRefusals> {
    return refusals(this.job(id), asked);
  }

  /** Those of who asks, the latest first. */
  list(): readonly ImportStatus[] {
    return [...this.jobs.values()]
      .reverse()
      .filter(({ isMine }) => isMine)
      .map(({ status }) => status);
  }

  /** Ends it where it is; one that is over stays as it is. @throws Problem `not-found` */
  async stop(id: string): Promise<ImportStatus> {
    const job = this.job(id);
    await job.stop();
    return job.status;
  }

  /**
   * Has a file read for something else: it takes the place of an import, and its folder goes with it.
   * @throws Problem `too-many-imports`
   */
  async apart<Result>(
    run: (room: { readonly folder: string; readonly megabytes: number }) => Promise<Result>,
  ): Promise<Result> {
    await this.makeRoom();
    this.apartNow++;
    const folder = join(this.folder, nextEventId());
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return await run({ folder, megabytes: this.megabytes });
    } finally {
      this.apartNow--;
      await rm(folder, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.jobs.values()].map((job) => job.stop()));
    for (const job of this.jobs.values()) await job.kept.drop();
  }

  /** Who leaves without having been told its id, which stops it, has stopped it. */
  private async waited(job: ImportJob): Promise<Begun> {
    const asker = askerSignal();
    const leave = (): void => void job.stop().catch(this.onError);
    asker.addEventListener('abort', leave, { once: true });
    if (asker.aborted) leave();
    try {
      const isOver = await job.isOverWithin(PATIENCE);
      return { isOver, status: job.status };
    } finally {
      asker.removeEventListener('abort', leave);
    }
  }

  private job(id: string): ImportJob {
    const job = this.jobs.get(id);
    if (job?.isMine === true) return job;
    throw new Problem(
      'not-found',
      `there is no import ${id.slice(0, 100)}, or not any more: it ended with the process that ran it, or long ago; what it recorded stays. ` +
        'Send the same file again: ids make it safe',
    );
  }

  /** @throws Problem `too-many-imports` */
  private async makeRoom(): Promise<void> {
    const jobs = [...this.jobs.values()];
    if (jobs.filter(({ isOver }) => !isOver).length + this.apartNow >= RUNNING)
      throw new Problem(
        'too-many-imports',
        `${String(RUNNING)} files are being imported: send this one again when one of them has ended, or stop one with DELETE /v1/imports/{id}`,
      );
    const over = jobs.filter(({ isOver }) => isOver);
    for (const job of over.slice(0, Math.max(0, over.length - KEPT + 1))) await this.drop(job);
  }

  private async drop(job: ImportJob): Promise<void> {
    this.jobs.delete(job.id);
    await job.kept.drop();
  }
}
