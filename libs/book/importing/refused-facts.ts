import { RefusalSummary, type Cell, type CellOf, type CodeTold, type Refusal } from '#imports/refusals.js';
import type { ImportStatus } from './import.answers.js';

/** Refused facts that are told one by one. */
const KEPT = 100;

type Told = Pick<ImportStatus, 'refusals' | 'errors'>;

/** What of an import was refused. */
export class RefusedFacts {
  private summary = new RefusalSummary();
  private readonly first: Refusal[] = [];
  private whole: Told | undefined;

  constructor(private readonly cellOf: CellOf) {}

  add(refusals: readonly Refusal[]): void {
    this.summary.add(refusals, this.cellOf);
    this.first.push(...refusals.slice(0, KEPT - this.first.length));
  }

  /** Finds the cells they are about: nothing is added afterwards. */
  async finish(): Promise<void> {
    if (this.whole !== undefined) return;
    const refusals = (await this.summary.told()).map(codeTold);
    const errors: Told['errors'][number][] = [];
    for (const refusal of this.first) errors.push(errorTold(refusal, await this.cellOf(refusal)));
    this.whole = { refusals, errors };
    // The facts themselves, of up to a megabyte each, are needed no more.
    this.summary = new RefusalSummary();
    this.first.length = 0;
  }

  get told(): Told {
    return this.whole ?? { refusals: [], errors: this.first.map((refusal) => errorTold(refusal)) };
  }
}

function codeTold({ messages, ...code }: CodeTold): Told['refusals'][number] {
  const told = messages.map(({ count, examples }) => ({
    count,
    examples: examples.map(({ cell, ...example }) => ({ ...example, ...cell })),
  }));
  return { ...code, messages: told };
}

function errorTold({ line, id, code, detail }: Refusal, cell?: Cell): Told['errors'][number] {
  return { ...(line !== undefined && { line }), id, code, detail, ...cell };
}
