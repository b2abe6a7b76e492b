import { rm, type FileHandle } from 'node:fs/promises';
import { ownFile } from './own-file.js';
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
export type CellOf = (refusal: Refusal) => Promise<string | undefined>;

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
  async lines(): Promise<readonly string[]> {
    const lines: string[] = [];
    for (const [code, { count, beyond, messages }] of this.codes) {
      lines.push(`${code}: ${String(count)}`);
      for (const alike of messages.values()) lines.push(...(await shown(alike)));
      if (beyond > 0) lines.push(`  … and ${String(beyond)} that say something else`);
    }
    return lines;
  }
}

async function shown({ count, examples }: Alike): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { refusal, cellOf } of examples) {
    const { line, detail } = refusal;
    const cell = await cellOf(refusal);
    const place = line === undefined ? '' : `line ${String(line)}: `;
    lines.push(`  ${place}${detail}${cell === undefined ? '' : ` (${cell})`}`);
  }
  return count > examples.length ? [...lines, `  … ${String(count)} that say this`] : lines;
}

/** The refusals of an import of a file, one a line in a file beside it that takes the place of an earlier one. */
export class RefusalFile {
  readonly path: string;
  private handle: FileHandle | undefined;

  private constructor(importFile: string) {
    this.path = `${importFile}.errors.ndjson`;
  }

  static async begin(importFile: string): Promise<RefusalFile> {
    const file = new RefusalFile(importFile);
    await rm(file.path, { force: true });
    return file;
  }

  async add(refusals: readonly Refusal[]): Promise<void> {
    if (refusals.length === 0) return;
    this.handle ??= await ownFile(this.path);
    await this.handle.write(refusals.map((refusal) => `${asJson(refusal)}\n`).join(''));
  }

  /** @returns whether there is anything in it */
  async close(): Promise<boolean> {
    await this.handle?.close();
    return this.handle !== undefined;
  }
}

/** The fact stands in it as it was in the file, to the last digit; one that is no JSON as text. */
function asJson({ fact, ...rest }: Refusal): string {
  const head = JSON.stringify(rest);
  return fact === undefined
    ? head
    : `${head.slice(0, -1)},"fact":${isJson(fact) ? fact.trim() : JSON.stringify(fact)}}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
