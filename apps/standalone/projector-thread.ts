import { Worker } from 'node:worker_threads';
import type { Policies } from '#insights/customer/policy.js';
import type { Settings } from '#platform/settings.js';

/** What the thread works on. */
export interface ProjectorData {
  readonly settings: Settings;
  /** Of the version of the read models. */
  readonly name: string;
  readonly policies: Policies;
}

export type ToProjector = 'appended' | 'stop';
export type FromProjector =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly position: number }
  | { readonly kind: 'error'; readonly error: unknown };

export interface ProjectorEvents {
  readonly onProgress: (position: number) => void;
  readonly onError: (error: unknown) => void;
}

const RESTART_AFTER = [100, 1_000, 5_000, 15_000] as const;

/** The projector's thread: started again, ever later, when it dies; its work is exactly once wherever it stopped. */
export class ProjectorThread {
  private worker: Worker | undefined;
  private deaths = 0;
  private stopping = false;

  constructor(
    private readonly data: ProjectorData,
    private readonly events: ProjectorEvents,
  ) {}

  get alive(): boolean {
    return this.worker !== undefined;
  }

  /** Resolves when the read models are open and followed. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const url = new URL('./projector.worker.js', import.meta.url);
      const worker = new Worker(url, { workerData: this.data });
      worker.on('message', (message: FromProjector) => {
        if (message.kind === 'ready') {
          this.worker = worker;
          resolve();
        } else if (message.kind === 'progress') this.events.onProgress(message.position);
        else this.events.onError(message.error);
      });
      worker.on('error', (error: Error) => {
        this.events.onError(error);
        reject(error);
      });
      worker.on('exit', () => this.died(worker));
    });
  }

  /** The log has grown. */
  poke(): void {
    this.worker?.postMessage('appended' satisfies ToProjector);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const { worker } = this;
    if (worker === undefined) return;
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('stop' satisfies ToProjector);
    await exited;
  }

  private died(worker: Worker): void {
    if (this.worker !== worker || this.stopping) return;
    this.worker = undefined;
    const wait = RESTART_AFTER[Math.min(this.deaths++, RESTART_AFTER.length - 1)];
    setTimeout(() => {
      this.start().catch((error: unknown) => this.events.onError(error));
    }, wait);
  }
}
