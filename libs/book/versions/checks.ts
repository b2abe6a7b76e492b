import { withTimeout } from '#kernel/with-timeout.js';
import { Recurring } from './recurring.js';

export interface ChecksParts {
  /** Whether what is served may be, by the log. */
  readonly check: () => Promise<unknown>;
  /** What is served, and how far it is. */
  readonly look: () => Promise<void>;
  /** Milliseconds between two looks. */
  readonly lookAgain: number;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds without a look after which a question looks first: what was served then may be gone. */
const STALE = 10_000;
/** Milliseconds between two checks whether they are of the log. */
const CHECK_AGAIN = 1_000;
/** Milliseconds that a question waits for a check: a log that is slow keeps nobody from what there is. */
const CHECK_TIMEOUT = 2_000;

/** When it is looked what is served, and checked whether that may be. */
export class Checks {
  readonly looks: Recurring;
  readonly checks: Recurring;
  private turn: Promise<void> = Promise.resolve();
  private lastLook = 0;
  private checking: Promise<void> | undefined;
  /** Whether the last check failed: the log may be back by now, and be another one. */
  private unsure = false;
  private stopped = false;

  constructor(private readonly parts: ChecksParts) {
    const { lookAgain, onError } = parts;
    this.looks = new Recurring(lookAgain, () => this.look(), onError);
    this.checks = new Recurring(CHECK_AGAIN, () => this.check(), onError);
  }

  start(): void {
    this.looks.start();
    this.checks.start();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    // Not for a check: the log may be silent.
    void this.checks.stop();
    await this.looks.stop();
    await this.turn;
  }

  /** Whether the stores have answered lately. */
  get isFresh(): boolean {
    return Date.now() - this.lastLook < STALE / 2;
  }

  /**
   * What is answered is of the log there is, as far as anybody can tell: where the last check failed, by another one. While the log is away
   * that fails too, and what there is goes on answering. @param isAnswering whether there is any
   */
  async assured(isAnswering: boolean): Promise<void> {
    if (this.unsure) await withTimeout(CHECK_TIMEOUT, 'a check', this.check()).catch(() => undefined);
    if (isAnswering && Date.now() - this.lastLook > STALE) await this.look();
  }

  /** Once for all who want it meanwhile. */
  check(): Promise<void> {
    return (this.checking ??= this.checkNow().finally(() => (this.checking = undefined)));
  }

  /** One after another. */
  look(): Promise<void> {
    const look = this.turn.then(async () => {
      if (this.stopped) return;
      await this.parts.look();
      this.lastLook = Date.now();
    });
    this.turn = look.catch(() => undefined);
    return look;
  }

  private async checkNow(): Promise<void> {
    try {
      await this.parts.check();
      await this.look();
      this.unsure = false;
    } catch (error) {
      this.unsure = true;
      throw error;
    }
  }
}
