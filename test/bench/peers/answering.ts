import type { Asked } from '../figures/questions.js';

/** A row of an answer: the groups, then the figures, as texts that are the same for the same numbers (see `plainRows`). */
export type Rows = readonly (readonly string[])[];

export interface Told {
  /** From the question to its last row at hand. */
  readonly milliseconds: number;
  readonly rows: Rows;
}

/** Somebody who answers questions, running. */
export interface Session {
  ask(question: Asked): Promise<Told>;
  /** Resident memory in MB now. */
  memory(): number;
  stop(): Promise<void>;
}

/** Something that can be asked, ours or a peer. */
export interface Answering {
  readonly name: string;
  /** Bytes on disk of all that is needed to answer. */
  bytes(): number;
  /** Starts anew: another process, none of its files in the page cache where `isCold`. */
  start(isCold: boolean): Promise<Session>;
}

/** Rows in one order, figures without the zeros that no digit follows, rows of nothing but zeros left out: an answer need not show those. */
export function plainRows(rows: Rows, groups: number): Rows {
  const plain = rows.map((row) => row.map((text, i) => (i < groups ? text : plainFigure(text))));
  const told = plain.filter((row) => row.slice(groups).some((figure) => figure !== '0'));
  return told.sort((one, other) => (one.join('\0') < other.join('\0') ? -1 : 1));
}

function plainFigure(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
