import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '#kernel/problem.js';
import type { LogTree } from '#kernel/ports/log-tree.js';
import type { TreeHead } from '#merkle/check-proofs.js';
import { signedCheckpoint } from '#merkle/checkpoint.js';
import type { NoteSigner } from '#merkle/signed-note.js';
import type { HeadsFile } from './heads-file.js';
import type { Witnesses } from './witnesses.js';

/** Milliseconds between two heads that are signed: whoever watches the log has no more of them to keep. */
const APART = 1_000;

interface SignedHead extends TreeHead {
  /** As C2SP's tlog-checkpoint has it. */
  readonly note: string;
  /** Whether as many witnesses as are needed have cosigned it; false where there are none. */
  readonly isWitnessed: boolean;
}

interface More {
  /** Milliseconds that never go back. */
  readonly now?: () => number;
  /** Who is shown each head before it is handed out. */
  readonly witnesses?: Pick<Witnesses, 'see'> | undefined;
}

/** The heads of a log, signed when they are asked for, one in a second at most. Each is kept before it is handed out, and begins with all that the one before it stands for. */
export class SignedHeads {
  private last: (SignedHead & { readonly at: number }) | undefined;
  /** What was signed before stands for another log. */
  private isAnew = false;
  private signing: Promise<SignedHead> | undefined;

  private readonly now: () => number;
  private readonly witnesses: More['witnesses'];

  constructor(
    private readonly tree: Pick<LogTree, 'size' | 'root'>,
    private readonly signer: NoteSigner,
    private readonly kept: Pick<HeadsFile, 'add' | 'last'>,
    { now = () => performance.now(), witnesses }: More = {},
  ) {
    this.now = now;
    this.witnesses = witnesses;
  }

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

  /** Of all that was recorded, where the last one is not: at the end of a process. */
  async end(): Promise<void> {
    const before = this.last ?? (await this.kept.last(this.signer));
    if ((await this.tree.size()) !== before?.size) await this.sign();
  }

  /** From now on of a log that need not begin with what was signed: somebody has accepted it. */
  beginAnew(): void {
    this.last = undefined;
    this.isAnew = true;
  }

  private wait(): number {
    return this.last === undefined ? 0 : this.last.at + APART - this.now();
  }

  private async sign(): Promise<SignedHead> {
    const size = await this.tree.size();
    await this.needGrown(size);
    const root = await this.tree.root(size);
    const note = signedCheckpoint({ size, root }, this.signer);
    await this.kept.add(note);
    this.isAnew = false;
    const seen = await this.witnesses?.see({ size, note });
    // Kept once more with what witnesses say: it was signed whatever they do.
    if (seen !== undefined && seen.count > 0) await this.kept.add(seen.note);
    const { note: shown = note, isWitnessed = false } = seen ?? {};
    this.last = { size, root, note: shown, isWitnessed, at: this.now() };
    return this.last;
  }

  /** @throws Problem `log-tampered` where the tree does not begin with what was signed last */
  private async needGrown(size: number): Promise<void> {
    const before = this.isAnew ? undefined : (this.last ?? (await this.kept.last(this.signer)));
    if (before === undefined) return;
    if (before.size <= size && before.root.equals(await this.tree.root(before.size))) return;
    throw new Problem(
      'log-tampered',
      'the log does not begin with what was signed last: no further head is signed of it',
    );
  }
}
