import { saidOfAny } from './said-values.js';

/** What of a file was refused, and why. */
export interface Refusal {
  /** Of the file, on which it begins; absent where the map does not say. */
  readonly line?: number;
  /** As the fact gave it; empty where it gave none. */
  readonly id: string;
  readonly code: string;
  readonly detail: string;
  /** The fact as JSON, or the cells of a row that is none. */
  readonly fact?: string;
}

/** Finds what a refusal is about in its file: the column and the value of its row; undefined where no cell is told from the others. */
export type CellOf = (refusal: Refusal) => Promise<Cell | undefined>;

/** A cell of a file. */
export interface Cell {
  readonly column: string;
  readonly value: string;
}

/** A refusal as it is told: where, and what. */
export interface Example {
  readonly line?: number;
  readonly detail: string;
  readonly cell?: Cell;
}

/** The refusals of one code: what they say, and how many of each. */
export interface CodeTold {
  readonly code: string;
  readonly count: number;
  readonly messages: readonly { readonly count: number; readonly examples: readonly Example[] }[];
  /** Those that say something else. */
  readonly beyond: number;
}

/** Shown of each message. */
const EXAMPLES = 3;
/** Messages told apart of each code; what comes beyond them is only counted. */
const MESSAGES = 50;

/** Refusals that say the same of different facts. */
interface Alike {
  count: number;
  readonly examples: { readonly refusal: Refusal; readonly cellOf: CellOf }[];
}

/** Refusals by their code, and by what they say. */
export class RefusalSummary {
  private readonly codes = new Map<string, { count: number; beyond: number; readonly messages: Map<string, Alike> }>();

  add(refusals: readonly Refusal[], cellOf: CellOf): void {
    for (const refusal of refusals) {
      const known = this.codes.get(refusal.code) ?? { count: 0, beyond: 0, messages: new Map<string, Alike>() };
      this.codes.set(refusal.code, known);
      known.count++;
      const said = saidOfAny(refusal);
      const alike = known.messages.get(said) ?? { count: 0, examples: [] };
      if (alike.count === 0 && known.messages.size >= MESSAGES) {
        known.beyond++;
        continue;
      }
      known.messages.set(said, alike);
      alike.count++;
      if (alike.examples.length < EXAMPLES) alike.examples.push({ refusal, cellOf });
    }
  }

  /** Each code with its count; of each of its messages the first lines, with the cell each is about, and how many there are. */
  async told(): Promise<readonly CodeTold[]> {
    const told: CodeTold[] = [];
    for (const [code, { count, beyond, messages }] of this.codes)
      told.push({ code, count, beyond, messages: await Promise.all([...messages.values()].map(messageTold)) });
    return told;
  }
}

async function messageTold({ count, examples }: Alike): Promise<CodeTold['messages'][number]> {
  const told: Example[] = [];
  for (const { refusal, cellOf } of examples) {
    const { line, detail } = refusal;
    const cell = await cellOf(refusal);
    told.push({ ...(line !== undefined && { line }), detail, ...(cell !== undefined && { cell }) });
  }
  return { count, examples: told };
}
