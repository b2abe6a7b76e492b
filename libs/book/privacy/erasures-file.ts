import { open, readFile } from 'node:fs/promises';
import { ERASURE_REASONS } from '#subjects/customers/customer.events.js';
import type { ErasureRecorded } from '#subjects/customers/erasure.commands.js';

/** An erasure as it is noted where it outlives the book. Permanent. */
export interface ErasureNoted extends ErasureRecorded {
  /** When it was recorded: RFC 3339 in UTC with milliseconds. */
  readonly at: string;
}

/** Every erasure in a file, a line of JSON each: it is only ever added to, and meant for another machine. The same may be there twice. */
export class ErasuresFile {
  constructor(private readonly path: string) {}

  /** Resolves when it is on disk. */
  async add(erasure: ErasureNoted): Promise<void> {
    const file = await open(this.path, 'a', 0o600);
    try {
      await file.appendFile(`${JSON.stringify(erasure)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** All of them, each customer once. A last line that a crash has cut off was never answered for. @throws Error naming a line that is none */
  async all(): Promise<readonly ErasureNoted[]> {
    const lines = (await readFile(this.path, 'utf8')).split('\n');
    const found = new Map<string, ErasureNoted>();
    lines.slice(0, -1).forEach((line, i) => {
      if (line === '') return;
      const erasure = erasureIn(line);
      if (erasure === undefined) throw new Error(`line ${String(i + 1)} of ${this.path} is no erasure`);
      if (!found.has(erasure.customer)) found.set(erasure.customer, erasure);
    });
    return [...found.values()];
  }
}

function erasureIn(line: string): ErasureNoted | undefined {
  try {
    const { id, customer, at, reason } = JSON.parse(line) as Partial<ErasureNoted>;
    const isOne =
      [id, customer, at].every((text) => typeof text === 'string') && ERASURE_REASONS.some((one) => one === reason);
    return isOne ? (JSON.parse(line) as ErasureNoted) : undefined;
  } catch {
    return undefined;
  }
}
