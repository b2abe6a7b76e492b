import { Signal } from '#kernel/signal.js';

/** Work that is done again and again, one after another: when it is called for, and after so many milliseconds anyway. */
export class Recurring {
  private readonly signal = new Signal();
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly ms: number,
    private readonly work: () => Promise<unknown>,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Soon, once for all who call meanwhile. */
  call(): void {
    this.signal.notify();
  }

  /** Resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.signal.notify();
    await this.running;
  }

  private async run(): Promise<void> {
    for (;;) {
      await this.signal.wait(this.ms);
      if (this.stopped) return;
      await this.work().catch(this.onError);
    }
  }
}
