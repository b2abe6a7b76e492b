import { createHash } from 'node:crypto';
import { appendFile, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';

/** What an import has done so far. */
export interface Counts {
  readonly facts: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

const NOTHING: Counts = { facts: 0, accepted: 0, duplicates: 0, rejected: 0 };

/** Where an import of a file stands, kept beside it, so that a broken run goes on; and what was refused, in a file beside it too. */
export class ImportState {
  readonly errorFile: string;
  private readonly file: string;

  private constructor(
    importFile: string,
    private readonly identity: string,
    public counts: Counts,
  ) {
    this.file = progressFile(importFile);
    this.errorFile = `${importFile}.errors.ndjson`;
  }

  /** Picks up a broken run of the same file with the same map, or begins anew. */
  static async open(importFile: string, map: string): Promise<ImportState> {
    const identity = await identityOf(importFile, map);
    const known = await readFile(progressFile(importFile), 'utf8').catch(() => '{}');
    const stored = JSON.parse(known) as { identity?: string; counts?: Counts };
    if (stored.identity === identity && stored.counts !== undefined)
      return new ImportState(importFile, identity, stored.counts);
    const state = new ImportState(importFile, identity, NOTHING);
    await rm(state.errorFile, { force: true });
    return state;
  }

  /** Notes what a piece of the file came to; whatever happens after this, it is not sent again. */
  async add(counts: Counts, errors: readonly object[]): Promise<void> {
    if (errors.length > 0)
      await appendFile(this.errorFile, errors.map((error) => `${JSON.stringify(error)}\n`).join(''));
    const { facts, accepted, duplicates, rejected } = this.counts;
    this.counts = {
      facts: facts + counts.facts,
      accepted: accepted + counts.accepted,
      duplicates: duplicates + counts.duplicates,
      rejected: rejected + counts.rejected,
    };
    await writeFile(`${this.file}.new`, JSON.stringify({ identity: this.identity, counts: this.counts }));
    await rename(`${this.file}.new`, this.file);
  }

  async finish(): Promise<void> {
    await rm(this.file, { force: true });
  }
}

function progressFile(importFile: string): string {
  return `${importFile}.progress.json`;
}

/** Size, beginning and map: enough to tell another file of the same name. */
async function identityOf(file: string, map: string): Promise<string> {
  const { size } = await stat(file);
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    return createHash('sha256')
      .update(`${String(size)}\n${map}\n`)
      .update(buffer.subarray(0, bytesRead))
      .digest('hex');
  } finally {
    await handle.close();
  }
}
