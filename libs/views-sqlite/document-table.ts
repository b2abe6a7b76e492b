import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Json } from '#kernel/event.js';
import { positionId } from '#kernel/position-id.js';
import type { Document, Find } from '#kernel/ports/views.js';
import type { CollectionSchema } from '#kernel/ports/views-schema.js';

/** The documents of one collection. */
export class DocumentTable {
  private readonly upsert: StatementSync;
  private readonly remove: StatementSync;
  private readonly byId: StatementSync;

  constructor(
    private readonly db: DatabaseSync,
    readonly schema: CollectionSchema,
  ) {
    const marks = ['id', ...schema.fields, 'body'].map(() => '?').join();
    this.upsert = db.prepare(`INSERT OR REPLACE INTO docs_${schema.name} VALUES (${marks})`);
    this.remove = db.prepare(`DELETE FROM docs_${schema.name} WHERE id = ?`);
    this.byId = db.prepare(`SELECT * FROM docs_${schema.name} WHERE id = ?`);
  }

  put({ id, fields, body }: Document): void {
    const key = this.key(id);
    if (body === null) this.remove.run(key);
    else this.upsert.run(key, ...this.schema.fields.map((field) => fields[field] ?? ''), JSON.stringify(body));
  }

  get(ids: readonly string[]): readonly Document[] {
    return ids.flatMap((id) => {
      const row = this.byId.get(this.key(id));
      return row === undefined ? [] : [this.toDocument(row)];
    });
  }

  /** The fields named must be in the schema. */
  find({ where = {}, contains, after, descending = false, limit }: Find): readonly Document[] {
    const conditions = Object.keys(where).map((field) => `f_${field} = ?`);
    const values: SQLInputValue[] = Object.values(where);
    if (contains !== undefined) {
      conditions.push(`instr(f_${contains.field}, ?) > 0`);
      values.push(contains.text);
    }
    if (after !== undefined) {
      conditions.push(descending ? 'id < ?' : 'id > ?');
      values.push(this.key(after));
    }
    const filter = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const sql = `SELECT * FROM docs_${this.schema.name} ${filter} ORDER BY id ${descending ? 'DESC' : 'ASC'} LIMIT ?`;
    return this.db
      .prepare(sql)
      .all(...values, limit)
      .map((row) => this.toDocument(row));
  }

  /** An event's documents are kept by its position as a number: so all that finds them is smaller. */
  private key(id: string): string | number {
    return this.schema.of === 'events' ? Number(id) : id;
  }

  private toDocument(row: Readonly<Record<string, unknown>>): Document {
    return {
      id: this.schema.of === 'events' ? positionId(row['id'] as number) : (row['id'] as string),
      fields: Object.fromEntries(this.schema.fields.map((field) => [field, row[`f_${field}`] as string])),
      body: JSON.parse(row['body'] as string) as Json,
    };
  }
}

export function createCollection({ name, fields, of }: CollectionSchema): string {
  const columns = fields.map((field) => `f_${field} TEXT NOT NULL,`).join(' ');
  const [id, kind] = of === 'events' ? ['INTEGER', 'STRICT'] : ['TEXT', 'STRICT, WITHOUT ROWID'];
  // The key is the last part of every index by itself.
  const indexes = fields.map((field) => `CREATE INDEX docs_${name}_by_${field} ON docs_${name} (f_${field});`);
  return `CREATE TABLE docs_${name} (id ${id} PRIMARY KEY, ${columns} body TEXT NOT NULL) ${kind}; ${indexes.join(' ')}`;
}
