import { createReadStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { Refusal } from '#imports/refusals.js';
import { NEWLINE, splitLines } from '#kernel/lines.js';
import { Problem } from '#kernel/problem.js';
import type { RefusedFact } from './import.answers.js';
import { whereThereIsRoom } from './upload.js';

/** Readable by the process's own user only: ids are names and addresses now and then. */
const PRIVATE = 0o600;
/** Bytes of the longest line: what a problem says is never that long. */
const LONGEST = 1_048_576;

/** Refusals one after another, and where those after them begin; null after the last. */
export interface RefusalPage {
  readonly refusals: readonly RefusedFact[];
  readonly next: number | null;
}

/** Everything that an import has refused, in a file, since there may be as much of it as there are facts; without the facts themselves. */
export class KeptRefusals {
  private file: FileHandle | undefined;
  private bytes = 0;
  private isDropped = false;

  /** @param path of a file that is there once something is refused */
  constructor(private readonly path: string) {}

  /** @throws Problem `storage-full` */
  async add(refusals: readonly Refusal[]): Promise<void> {
    if (refusals.length === 0) return;
    const lines = Buffer.from(refusals.map(lineOf).join(''));
    await whereThereIsRoom('what is refused', async () => {
      this.file ??= await open(this.path, 'wx+', PRIVATE);
      await this.file.write(lines, 0, lines.length, this.bytes);
    });
    this.bytes += lines.length;
  }

  /** @param from `next` of the page before, 0 for the first @throws Problem `invalid-request` for what is none, `not-found` once it is dropped */
  async page(from: number, limit: number): Promise<RefusalPage> {
    const { file, bytes } = this;
    // Else what somebody is still reading would end as if that were all.
    if (this.isDropped) throw new Problem('not-found', 'the import is too long ago: send the same file again');
    if (file === undefined || from === bytes) return { refusals: [], next: null };
    await this.needBeginning(file, from);
    const refusals: RefusedFact[] = [];
    let next = from;
    // By its path: a stream of the handle would close that where it is read no further.
    const chunks = createReadStream(this.path, { start: from, end: bytes - 1 });
    for await (const { bytes: line } of splitLines(chunks as AsyncIterable<Buffer>, LONGEST)) {
      if (line === undefined || line.length === 0 || refusals.length === limit) break;
      refusals.push(JSON.parse(line.toString('utf8')) as RefusedFact);
      next += line.length + 1;
    }
    return { refusals, next: next < bytes ? next : null };
  }

  /** Nothing is kept from then on. */
  async drop(): Promise<void> {
    this.isDropped = true;
    await this.file?.close();
    await rm(this.path, { force: true });
  }

  private async needBeginning(file: FileHandle, from: number): Promise<void> {
    if (from === 0) return;
    const before = Buffer.alloc(1);
    if (from < this.bytes) await file.read(before, 0, 1, from - 1);
    if (before[0] === NEWLINE) return;
    const detail = 'must be the `next` of an earlier page';
    throw new Problem('invalid-request', `cursor: ${detail}`, [{ field: 'cursor', detail }]);
  }
}

function lineOf({ line, id, code, detail }: Refusal): string {
  return `${JSON.stringify({ ...(line !== undefined && { line }), id, code, detail })}\n`;
}
