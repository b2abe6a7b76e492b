import type { LogTree } from '#kernel/ports/log-tree.js';
import { cosignatureOf } from '#merkle/cosignature.js';
import { NotProven } from '#merkle/not-proven.js';
import { hashLines } from '#merkle/proof-text.js';
import type { WitnessNamed } from '#platform/witness-settings.js';

/** A head that is to be cosigned. */
export interface HeadToSee {
  readonly size: number;
  /** As it was signed. */
  readonly note: string;
}

/** Bytes of an answer at most: a cosignature has some 200. */
const MOST_BYTES = 16_384;
/** It has seen a longer log than there is: the same log cannot become shorter. */
class SeenLonger extends Error {
  override readonly name = 'SeenLonger';
}

/** Somebody elsewhere who keeps the last head of each log, and cosigns only what goes on from it (C2SP's tlog-witness). */
export class Witness {
  /** Events of the last head that it is known to have. */
  private seen = 0;

  constructor(
    private readonly witness: WitnessNamed,
    private readonly tree: Pick<LogTree, 'consistencyProof'>,
  ) {}

  get name(): string {
    return this.witness.key.name;
  }

  /**
   * Shows it a head, with the proof that this goes on from the one that it has.
   * @returns the line with its cosignature @throws SeenLonger @throws NotProven for a cosignature that is none @throws Error where it is away or refuses
   */
  async cosign(head: HeadToSee, signal: AbortSignal): Promise<string> {
    let answer = await this.show(head, signal);
    if (answer.status === CONFLICT) {
      this.seen = sizeIn(answer.text);
      if (this.seen > head.size)
        throw new SeenLonger(`it has seen a head of ${String(this.seen)} events, and there are ${String(head.size)}`);
      answer = await this.show(head, signal);
    }
    const { status, text } = answer;
    if (status !== 200) throw new Error(`it answers ${String(status)} ${text.trim().slice(0, 200)}`);
    const line = cosignatureOf(head.note, text, this.witness.key);
    this.seen = head.size;
    return line;
  }

  private async show({ size, note }: HeadToSee, signal: AbortSignal) {
    const from = Math.min(this.seen, size);
    const proof = hashLines(await this.tree.consistencyProof(from, size));
    const response = await fetch(new URL('add-checkpoint', this.witness.url), {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: `old ${String(from)}\n${proof}\n${note}`,
      redirect: 'error',
      signal,
    });
    return { status: response.status, text: await textOf(response) };
  }
}

const CONFLICT = 409;

function sizeIn(text: string): number {
  const size = /^(0|[1-9]\d{0,15})\n?$/.exec(text)?.[1];
  if (size === undefined) throw new NotProven('it answers 409 without the size that it has seen');
  return Number(size);
}

/** However much it sends. */
async function textOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new NotProven('it answers with more than a cosignature');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
