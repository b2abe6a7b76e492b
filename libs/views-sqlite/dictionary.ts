import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';

/** Words kept in memory each way; others are looked up. */
const REMEMBERED = 200_000;

/** Dimension values as numbers: '' is 0, every other word gets the next number when it is first written. */
export class Dictionary {
  private readonly numbers = new LRUCache<string, number>({ max: REMEMBERED });
  private readonly words = new LRUCache<number, string>({ max: REMEMBERED });
  private readonly byText: StatementSync;
  private readonly byId: StatementSync;
  private readonly insert: StatementSync;

  static create(db: DatabaseSync): void {
    db.exec(
      "CREATE TABLE words (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT; INSERT INTO words VALUES (0, '')",
    );
  }

  constructor(db: DatabaseSync) {
    this.byText = db.prepare('SELECT id FROM words WHERE text = ?');
    this.byId = db.prepare('SELECT text FROM words WHERE id = ?');
    this.insert = db.prepare('INSERT INTO words (text) VALUES (?)');
  }

  /** The number of a word, given one if it has none. Only inside a transaction of the writer. */
  intern(word: string): number {
    return this.find(word) ?? this.remember(word, Number(this.insert.run(word).lastInsertRowid));
  }

  /** Undefined for a word that was never written. */
  find(word: string): number | undefined {
    if (word === '') return 0;
    const known = this.numbers.get(word);
    if (known !== undefined) return known;
    const row = this.byText.get(word) as { id: number } | undefined;
    return row === undefined ? undefined : this.remember(word, row.id);
  }

  wordOf(id: number): string {
    if (id === 0) return '';
    const known = this.words.get(id);
    if (known !== undefined) return known;
    const row = this.byId.get(id) as { text: string } | undefined;
    if (row === undefined)
      throw new Error(`the dictionary has no word ${String(id)}: the read models are damaged, rebuild them`);
    this.words.set(id, row.text);
    return row.text;
  }

  /** A transaction that gave words their numbers was rolled back. */
  forget(): void {
    this.numbers.clear();
    this.words.clear();
  }

  private remember(word: string, id: number): number {
    this.numbers.set(word, id);
    return id;
  }
}
