import { setTimeout as pause } from 'node:timers/promises';
import { Failures } from './failures.js';
import { keyOf, type IndexedVersion } from './index-messages.js';
import type { OpenIndexes } from './open-indexes.js';

/** Milliseconds from one time an index follows to the next: a few large steps cost less than many small ones, and whoever asks has it follow anyway. */
const PAUSE = 200;
/** As many after it could not. */
const PAUSE_IN_TROUBLE = 2_000;

interface Turn {
  /** Whether the version has grown since its index followed. */
  grown: boolean;
}

/** Has the indexes of versions that grow follow them, so that questions find them warm. */
export class Following {
  private readonly turns = new Map<string, Turn>();
  private readonly failures: Failures;

  /** @param onTrouble see `Failures` */
  constructor(
    private readonly indexes: OpenIndexes,
    onTrouble: (trouble: string | undefined) => void,
  ) {
    this.failures = new Failures(onTrouble);
  }

  grown(version: IndexedVersion): void {
    const key = keyOf(version);
    const turn = this.turns.get(key);
    if (turn !== undefined) turn.grown = true;
    else void this.follow(key, version);
  }

  /** Has one follow at once, for whoever looks again and again; what it met a moment ago it is not asked to meet again. */
  async now(version: IndexedVersion): Promise<number> {
    const key = keyOf(version);
    this.failures.throwRecent(key, PAUSE_IN_TROUBLE);
    try {
      const position = await (await this.indexes.of(version)).follow();
      this.failures.found(key, undefined);
      return position;
    } catch (error) {
      this.failures.found(key, error);
      throw error;
    }
  }

  forget(version: IndexedVersion): void {
    const key = keyOf(version);
    this.turns.delete(key);
    this.failures.found(key, undefined);
  }

  stop(): void {
    this.turns.clear();
  }

  private async follow(key: string, version: IndexedVersion): Promise<void> {
    const turn = { grown: true };
    this.turns.set(key, turn);
    while (turn.grown && this.turns.get(key) === turn) {
      turn.grown = false;
      const error = await this.errorOfFollowing(version);
      if (this.turns.get(key) !== turn) return;
      this.failures.found(key, error);
      turn.grown ||= error !== undefined;
      await pause(error === undefined ? PAUSE : PAUSE_IN_TROUBLE, undefined, { ref: false });
    }
    if (this.turns.get(key) === turn) this.turns.delete(key);
  }

  private async errorOfFollowing(version: IndexedVersion): Promise<unknown> {
    try {
      await (await this.indexes.of(version)).follow();
      return undefined;
    } catch (error) {
      return error;
    }
  }
}
