import { LRUCache } from 'lru-cache';
import type { LogHead, LogTree } from '#kernel/ports/log-tree.js';

/** Positions whose heads are remembered: most questions are of one of the last. */
const REMEMBERED = 64;

/** What of a tree heads are made of. */
type HeadedTree = Pick<LogTree, 'indexOf' | 'root' | 'close'>;

/** The heads of a log by positions, each worked out once: questions about one position share it. */
export class LogHeads {
  private readonly found = new LRUCache<number, LogHead>({ max: REMEMBERED });
  private tree: HeadedTree | undefined;

  /** @param open by the first who asks */
  constructor(private readonly open: () => HeadedTree) {}

  /** Undefined where no event has the position, or the tree does not have all up to it: that is for who looks through the log to say. */
  async at(position: number): Promise<LogHead | undefined> {
    const known = this.found.get(position);
    if (known !== undefined) return known;
    const head = await this.read(position).catch((error: unknown) => {
      if (error instanceof RangeError) return undefined;
      throw error;
    });
    if (head !== undefined) this.found.set(position, head);
    return head;
  }

  /** The log is another one than it was. */
  forget(): void {
    this.found.clear();
  }

  async close(): Promise<void> {
    await this.tree?.close();
  }

  private async read(position: number): Promise<LogHead | undefined> {
    this.tree ??= this.open();
    const index = await this.tree.indexOf(position);
    if (index === undefined) return undefined;
    return { size: index + 1, root: (await this.tree.root(index + 1)).toString('base64') };
  }
}
