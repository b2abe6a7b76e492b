import { rm, type FileHandle } from 'node:fs/promises';
import type { Refusal } from '#imports/refusals.js';
import { ownFile } from '#platform/own-file.js';

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
