import type { DuckDBConnection } from '@duckdb/node-api';
import type { Texts } from '#engine/batch/texts.js';

/** Texts that many facts share, by the ids that stand for them: all of them in memory, and in the table `texts`. The empty one has 0. */
export class Dictionary {
  private readonly ids = new Map<string, number>();
  private readonly texts: string[] = [];
  /** So many of them are in the file. */
  private stored = 0;

  static async of(connection: DuckDBConnection): Promise<Dictionary> {
    const dictionary = new Dictionary();
    const rows = await connection.runAndReadAll('SELECT text FROM texts ORDER BY id');
    for (const [text] of rows.getRows()) dictionary.add(String(text));
    dictionary.stored = dictionary.texts.length;
    return dictionary;
  }

  /** Undefined for a text that no fact has. */
  idOf(text: string): number | undefined {
    return this.ids.get(text);
  }

  textOf(id: number): string {
    const text = this.texts[id];
    if (text === undefined) throw new Error(`no text has the id ${String(id)}`);
    return text;
  }

  /** The ids of those texts of a batch that are in a column; new ones are given theirs. */
  translate(numbers: Uint32Array, texts: Texts, ids: Int32Array): void {
    for (const number of numbers) if (ids[number] === UNKNOWN) ids[number] = this.idFor(texts.at(number));
  }

  /** Writes new ones down: part of whatever transaction the connection is in. */
  async store(connection: DuckDBConnection): Promise<void> {
    if (this.stored === this.texts.length) return;
    const appender = await connection.createAppender('texts');
    try {
      for (let id = this.stored; id < this.texts.length; id++) {
        appender.appendInteger(id);
        appender.appendVarchar(this.texts[id] as string);
        appender.endRow();
      }
    } finally {
      appender.closeSync();
    }
  }

  /** The transaction that they were stored in has ended well. */
  kept(): void {
    this.stored = this.texts.length;
  }

  /** It has not: what it would have stored has no ids. */
  lost(): void {
    for (const text of this.texts.splice(this.stored)) this.ids.delete(text);
  }

  private idFor(text: string): number {
    return this.ids.get(text) ?? this.add(text);
  }

  private add(text: string): number {
    this.ids.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

/** Stands for the id of a text that is not looked up yet. */
const UNKNOWN = -1;

export function unknownIds({ count }: Texts): Int32Array {
  return new Int32Array(count).fill(UNKNOWN);
}
