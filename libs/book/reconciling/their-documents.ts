import { parseJson } from '#kernel/json.js';
import { Problem } from '#kernel/problem.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { ImportLine } from '#imports/import-source.js';
import { fieldsOf } from '#ledger/bulk-tally.js';
import { documentOf } from '#subjects/reconciliations/document.js';
import type { DocumentTold } from '#subjects/reconciliations/reconciliation.answers.js';
import type { Book } from '../book.js';
import type { DocumentRow } from './document-file.js';

/** Lines that cannot be read, which are told; the rest are counted. */
const TOLD = 100;

/** Documents of a file as rows, in its order; what of it is none is counted. */
export class TheirDocuments {
  /** Those that are told. */
  readonly unreadable: DocumentTold[] = [];
  unreadableCount = 0;

  constructor(private readonly book: Pick<Book, 'calendar' | 'currency' | 'clock'>) {}

  async *rows(lines: AsyncIterable<ImportLine>): AsyncGenerator<DocumentRow> {
    const { calendar, currency, clock } = this.book;
    const reading = { calendar, currency, now: clock().toISOString() };
    let at = 0;
    for await (const line of lines) {
      at = line.line ?? at + 1;
      if ('refused' in line) this.refuse(at, line.refused.detail);
      else {
        const found = this.documentIn(line.text, at, reading);
        if (found === undefined) continue;
        const { kind, id, amount, currency: own, customerId: customer, occurredAt } = found;
        const day = occurredAt === undefined ? undefined : formatDay(calendar.dayOf(occurredAt));
        yield { kind, id, day, amount, currency: own, customer, place: String(at) };
      }
    }
  }

  private documentIn(text: string, at: number, reading: Parameters<typeof documentOf>[2]) {
    try {
      const fact = parseJson(Buffer.from(text));
      const { type, data } = fieldsOf(fact);
      return documentOf(String(type), data, reading);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.refuse(at, error.message);
      return undefined;
    }
  }

  private refuse(line: number, detail: string): void {
    this.unreadableCount++;
    if (this.unreadable.length < TOLD) this.unreadable.push({ differences: ['unreadable'], id: '', line, detail });
  }
}
