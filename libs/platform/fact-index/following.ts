import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from '#kernel/reason.js';
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
  private readonly troubles = new Map<string, string>();

  constructor(
    private readonly indexes: OpenIndexes,
    /** Told when it changes why one does not keep up; undefined when all do. */
    private readonly onTrouble: (trouble: string | undefined) => void,
  ) {}

  grown(version: IndexedVersion): void {
    const key = keyOf(version);
    const turn = this.turns.get(key);
    if (turn !== undefined) turn.grown = true;
    else void this.follow(key, version);
  }

  forget(version: IndexedVersion): void {
    const key = keyOf(version);
    this.turns.delete(key);
    this.found(key, undefined);
  }

  stop(): void {
    this.turns.clear();
  }

  private async follow(key: string, version: IndexedVersion): Promise<void> {
    const turn = { grown: true };
    this.turns.set(key, turn);
    while (turn.grown && this.turns.get(key) === turn) {
      turn.grown = false;
      const trouble = await this.followOnce(version);
      if (this.turns.get(key) !== turn) return;
      this.found(key, trouble);
      turn.grown ||= trouble !== undefined;
      await pause(trouble === undefined ? PAUSE : PAUSE_IN_TROUBLE, undefined, { ref: false });
    }
    if (this.turns.get(key) === turn) this.turns.delete(key);
  }

  private async followOnce(version: IndexedVersion): Promise<string | undefined> {
    try {
      await (await this.indexes.of(version)).follow();
      return undefined;
    } catch (error) {
      return reasonOf(error);
    }
  }

  private found(key: string, trouble: string | undefined): void {
    const before = this.said;
    if (trouble === undefined) this.troubles.delete(key);
    else this.troubles.set(key, trouble);
    if (this.said !== before) this.onTrouble(this.said);
  }

  private get said(): string | undefined {
    const [trouble] = this.troubles.values();
    return trouble === undefined ? undefined : `does not keep up: ${trouble}`;
  }
}
