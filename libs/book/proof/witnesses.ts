import type { LogTree } from '#kernel/ports/log-tree.js';
import type { WitnessSettings } from '#platform/witness-settings.js';
import { Witness, type HeadToSee } from './witness.js';

/** Milliseconds that a head waits for its witnesses: who is slower or away is left out. */
const PATIENCE = 2_000;

/** A head with what witnesses have said of it. */
export interface Seen {
  /** The note with their cosignatures behind the log's signature. */
  readonly note: string;
  /** How many there are. */
  readonly count: number;
  /** Whether so many are enough. */
  readonly isWitnessed: boolean;
}

/** Those who are shown every head: it counts as witnessed when so many of them have cosigned it. */
export class Witnesses {
  private readonly all: readonly Witness[];
  private readonly needed: number;

  /** @param onRefused is told why one has not cosigned */
  constructor(
    { needed, witnesses }: WitnessSettings,
    tree: Pick<LogTree, 'consistencyProof'>,
    private readonly onRefused: (witness: string, why: unknown) => void,
    private readonly patience = PATIENCE,
  ) {
    this.needed = needed;
    this.all = witnesses.map((one) => new Witness(one, tree));
  }

  /** Shows them a head, all at once. Never fails: a head that nobody has seen is one that is not witnessed. */
  async see(head: HeadToSee): Promise<Seen> {
    const signal = AbortSignal.timeout(this.patience);
    const lines = await Promise.all(
      this.all.map((witness) =>
        witness.cosign(head, signal).catch((error: unknown) => {
          this.onRefused(witness.name, error);
          return undefined;
        }),
      ),
    );
    const found = lines.filter((line) => line !== undefined);
    return { note: head.note + found.join(''), count: found.length, isWitnessed: found.length >= this.needed };
  }
}
