import { Model } from '../model.js';
import type { ReplayRequest, ReplayState, ReplayStatus } from './replays.js';
import type { Definitions } from '#subjects/policies/policy-sets.js';
import type { Policies } from '#subjects/policies/policy.js';
import { builtProgram } from '#kernel/checkout.js';
import type { Moment } from '#kernel/time/moment.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { formatDay } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import { Thread } from '#engine/threads/thread.js';
import { Undecodable } from '#kernel/undecodable.js';
import type { ViewStore } from '#kernel/ports/views.js';
import { TookTooLong, withTimeout } from '#kernel/with-timeout.js';
import { readViewsInThread, removeViews } from '#platform/embedded-adapters.js';
import { Lease } from '#platform/lease.js';
import type { Settings } from '#platform/settings.js';
import type { Workshop } from './workshop.js';

export interface ReplaySpec extends Pick<ReplayRequest, 'asOf'> {
  readonly id: string;
  readonly key: string;
  readonly to: number;
  readonly policies: Policies;
  readonly definitions: Definitions;
  readonly knownAt: ReplayRequest['knownAt'];
}

/** What a replay's thread works on. */
export interface ReplayData {
  readonly settings: Settings;
  readonly folder: string;
  readonly name: string;
  readonly to: number;
  readonly policies: Policies;
  readonly asOf?: Moment;
}

/** What it is asked: to run, once. It says how far it has come. */
export type ReplayQuestion = 'run';

/** One replay: waits, runs in a thread of its own, holds its scratch read models until it is cancelled. */
export class ReplayJob {
  private state: ReplayState = 'queued';
  private position = 0;
  private failure: Error | undefined;
  private readonly thread: Thread<ReplayQuestion, number>;
  private views: ViewStore | undefined;
  private readonly lease = new Lease();
  private readonly ended: Promise<void>;
  private end: () => void = () => undefined;

  constructor(
    private readonly spec: ReplaySpec,
    private readonly workshop: Workshop,
    private readonly folder: string,
    private readonly onEnd: () => void,
  ) {
    this.ended = new Promise((resolve) => (this.end = resolve));
    const { id: name, to, policies, asOf } = spec;
    const { settings, onError } = workshop;
    const data: ReplayData = { settings, folder, name, to, policies, ...(asOf && { asOf }) };
    this.thread = new Thread({
      what: `the replay ${name}`,
      file: builtProgram('libs/book/replays/replay.worker'),
      data,
      onSaid: (position) => (this.position = position),
      onError,
    });
  }

  get id(): string {
    return this.spec.id;
  }

  get key(): string {
    return this.spec.key;
  }

  get status(): ReplayStatus {
    const { id, to, asOf, knownAt, definitions } = this.spec;
    return {
      id,
      state: this.state,
      asOf: shown(asOf),
      knownAt: shown(knownAt),
      position: String(to),
      progress: this.state === 'done' || to === 0 ? 1 : Math.min(1, this.position / to),
      definitions,
      ...(this.failure !== undefined && { error: this.failure.message }),
    };
  }

  start(): void {
    this.state = 'running';
    this.run().then(
      () => this.finish('done'),
      (error: unknown) => {
        if (this.state === 'cancelled') return;
        this.failure = error as Error;
        this.workshop.onError(error);
        this.finish('failed');
      },
    );
  }

  /** Whether it ends within so many milliseconds; a failed one has ended too. */
  async doneWithin(ms: number): Promise<boolean> {
    try {
      await withTimeout(ms, `the replay ${this.id}`, this.ended);
      return true;
    } catch (error) {
      if (error instanceof TookTooLong) return false;
      throw error;
    }
  }

  async use<Answer>(run: (model: Model, shown: Pick<ReplayRequest, 'asOf'>) => Promise<Answer>): Promise<Answer> {
    // An error from another thread has kept its name only.
    if (this.failure?.name === Undecodable.name) throw new Problem('undecodable-event', this.failure.message);
    if (this.state !== 'done')
      throw new Problem('not-found', `the replay ${this.id} is ${this.state}: start another one with POST /v1/replays`);
    const { policies, definitions, asOf } = this.spec;
    const views = (this.views ??= this.open());
    const { readers } = this.workshop;
    const model = new Model({ readers, stored: this.files, views, policies, definitions, events: this.spec.to });
    return this.lease.use(() => run(model, asOf === undefined ? {} : { asOf }));
  }

  /** Stops it where it is, and frees its files when nobody reads them any more. */
  async cancel(): Promise<void> {
    if (this.state === 'queued' || this.state === 'running') this.finish('cancelled');
    await this.thread.stop(0);
    await this.lease.unused();
    await this.views?.close();
    this.workshop.readers.forget(this.files);
    await this.workshop.index.forget(this.files);
    await removeViews(this.folder, this.id);
  }

  private get files() {
    return { folder: this.folder, name: this.id };
  }

  private finish(state: ReplayState): void {
    if (this.state === 'cancelled') return;
    this.state = state;
    this.end();
    this.onEnd();
  }

  private open(): ViewStore {
    return readViewsInThread(this.folder, this.id, VIEW_SCHEMA, this.workshop.onError);
  }

  private async run(): Promise<void> {
    this.thread.start().catch(() => undefined);
    try {
      await this.thread.ask('run');
    } finally {
      await this.thread.stop();
    }
  }
}

function shown(at: ReplayRequest['knownAt']): string | null {
  if (at === undefined) return null;
  if ('position' in at) return String(at.position);
  return at.instant ?? formatDay(at.day);
}
