import { opensVersion } from './opens-version.js';
import { keyOf, type IndexData, type IndexedVersion } from './index-messages.js';
import { OpenIndex } from './open-index.js';

/** Indexes that stay open although nobody asks them: what is served and built, and a few of the past. */
const KEPT = 4;

/** The indexes that are open, those used last at the end. */
export class OpenIndexes {
  private readonly opened = new Map<string, OpenIndex>();
  /** Each version is opened, or closed, by one at a time. */
  private readonly closing = new Map<string, Promise<void>>();

  constructor(
    private readonly data: IndexData,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Opens it where it is not. */
  async of(version: IndexedVersion): Promise<OpenIndex> {
    const key = keyOf(version);
    const opens = await opensVersion(version);
    await this.closing.get(key);
    const index = this.opened.get(key) ?? OpenIndex.of(version, opens, this.data);
    this.opened.delete(key);
    this.opened.set(key, index);
    this.closeUnused();
    return index;
  }

  /** Resolves when it is not open. */
  async forget(version: IndexedVersion): Promise<void> {
    await this.close(keyOf(version));
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.opened.keys()].map((key) => this.close(key)));
  }

  private closeUnused(): void {
    const unused = [...this.opened].slice(0, -KEPT).filter(([, index]) => !index.isInUse);
    for (const [key] of unused) this.close(key).catch(this.onError);
  }

  private async close(key: string): Promise<void> {
    const index = this.opened.get(key);
    this.opened.delete(key);
    if (index !== undefined)
      this.closing.set(
        key,
        index.close().finally(() => this.closing.delete(key)),
      );
    await this.closing.get(key);
  }
}
