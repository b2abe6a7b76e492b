import { rm, type FileHandle } from 'node:fs/promises';
import { ownFile } from './own-file.js';

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

/** Shown of each code. */
const EXAMPLES = 3;

/** Refusals by their code. */
export class RefusalSummary {
  private readonly codes = new Map<string, { count: number; readonly examples: Refusal[] }>();

  add(refusals: readonly Refusal[]): void {
    for (const refusal of refusals) {
      const known = this.codes.get(refusal.code) ?? { count: 0, examples: [] };
      known.count++;
      if (known.examples.length < EXAMPLES) known.examples.push(refusal);
      this.codes.set(refusal.code, known);
    }
  }

  /** Each code with its count and the first lines. */
  lines(): readonly string[] {
    return [...this.codes].flatMap(([code, { count, examples }]) => [
      `${code}: ${String(count)}`,
      ...examples.map(({ line, detail }) => `  ${line === undefined ? '' : `line ${String(line)}: `}${detail}`),
      ...(count > examples.length ? ['  …'] : []),
    ]);
  }
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
