import { setTimeout as sleep } from 'node:timers/promises';
import type { LogTree } from '#kernel/ports/log-tree.js';
import { signedCheckpoint } from '#merkle/checkpoint.js';
import type { NoteSigner } from '#merkle/signed-note.js';

/** Milliseconds between two heads that are signed: whoever watches the log has no more of them to keep. */
const APART = 1_000;

interface SignedHead {
  /** Events that it stands for. */
  readonly size: number;
  /** As C2SP's tlog-checkpoint has it. */
  readonly note: string;
}

/** The heads of a log, signed when they are asked for, one in a second at most. */
export class SignedHeads {
  private last: (SignedHead & { readonly at: number }) | undefined;
  private signing: Promise<SignedHead> | undefined;

  /** @param now milliseconds that never go back */
  constructor(
    private readonly tree: Pick<LogTree, 'size' | 'root'>,
    private readonly signer: NoteSigner,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The newest one: of a second ago at most. */
  async latest(): Promise<SignedHead> {
    if (this.wait() > 0 && this.last !== undefined) return this.last;
    this.signing ??= this.sign().finally(() => (this.signing = undefined));
    return this.signing;
  }

  /** One of at least so many events, which the log has: waits until one may be signed. */
  async covering(size: number): Promise<SignedHead> {
    for (;;) {
      const head = await this.latest();
      if (head.size >= size) return head;
      await sleep(Math.ceil(this.wait()));
    }
  }

  private wait(): number {
    return this.last === undefined ? 0 : this.last.at + APART - this.now();
  }

  private async sign(): Promise<SignedHead> {
    const size = await this.tree.size();
    const note = signedCheckpoint({ size, root: await this.tree.root(size) }, this.signer);
    this.last = { size, note, at: this.now() };
    return this.last;
  }
}
