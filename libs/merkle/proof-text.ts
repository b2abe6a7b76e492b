import { HASH_BYTES } from './hashes.js';
import { NotProven } from './not-proven.js';

const HEADER = 'c2sp.org/tlog-proof@v1';
const PROOF = /^c2sp\.org\/tlog-proof@v1\n(?:extra [^\n]*\n)?index (0|[1-9]\d{0,15})\n((?:[^\n]+\n)*)\n([\s\S]+)$/;

/** That a leaf is in a tree, for whoever has nothing but the key of the log. */
export interface InclusionProof {
  /** The leaf: how many are before it. */
  readonly index: number;
  /** From the leaf to the root. */
  readonly hashes: readonly Buffer[];
  /** The signed head, as it was signed. */
  readonly checkpoint: string;
}

/** As C2SP's tlog-proof has it. */
export function proofText({ index, hashes, checkpoint }: InclusionProof): string {
  return `${HEADER}\nindex ${String(index)}\n${hashLines(hashes)}\n${checkpoint}`;
}

/** @throws NotProven for what is none */
export function readProof(text: string): InclusionProof {
  const [, index, lines = '', checkpoint = ''] = PROOF.exec(text) ?? [];
  if (index === undefined) throw new NotProven(`the proof is none of the form ${HEADER}`);
  return { index: Number(index), hashes: readHashLines(lines), checkpoint };
}

/** A line for each, in base64. */
export function hashLines(hashes: readonly Buffer[]): string {
  return hashes.map((one) => `${one.toString('base64')}\n`).join('');
}

/** @throws NotProven */
export function readHashLines(text: string): readonly Buffer[] {
  const hashes = text
    .split('\n')
    .slice(0, -1)
    .map((line) => Buffer.from(line, 'base64'));
  if (hashLines(hashes) !== text || hashes.some(({ length }) => length !== HASH_BYTES))
    throw new NotProven('the proof has a line that is no hash');
  return hashes;
}
