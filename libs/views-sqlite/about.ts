import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { isSameSchema, type ViewSchema } from '#kernel/ports/views-schema.js';

/** Of the tables that hold a schema's batches and documents; raised when their shape changes. Those of an event are kept by its position since 4. */
const LAYOUT = 4;
/** The oldest that is read: whatever differs in it follows from its schema. */
const OLDEST = 3;

/** What read models in a file say of themselves. */
export interface About {
  readonly schema: ViewSchema;
  /** Given to each file once: what is kept beside belongs to it. */
  readonly identity: string;
  /** Whether another release made them, for a schema of its own. */
  readonly isOlder: boolean;
}

export function writeAbout(db: DatabaseSync, schema: ViewSchema): void {
  db.exec(
    `PRAGMA user_version = ${String(LAYOUT)}; CREATE TABLE about (schema TEXT NOT NULL, identity TEXT NOT NULL) STRICT`,
  );
  db.prepare('INSERT INTO about VALUES (?, ?)').run(JSON.stringify(schema), randomUUID());
}

/** The schema that a file was made for; undefined where its layout is another, or it says nothing. */
export function storedSchema(db: DatabaseSync): ViewSchema | undefined {
  return stored(db)?.schema;
}

/** @param wanted the schema of this release @throws where the file cannot be read at all by it */
export function readAbout(db: DatabaseSync, wanted: ViewSchema): About {
  const about = stored(db);
  if (about?.schema.meaning !== wanted.meaning || about === undefined) throw OTHER();
  return { ...about, isOlder: !isSameSchema(about.schema, wanted) };
}

function stored(db: DatabaseSync): Omit<About, 'isOlder'> | undefined {
  const { user_version: layout } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  const isThere = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'about'").get() !== undefined;
  if (layout < OLDEST || layout > LAYOUT || !isThere) return undefined;
  const about = db.prepare('SELECT schema, identity FROM about').get() as
    { schema: string; identity: string } | undefined;
  return about && { schema: JSON.parse(about.schema) as ViewSchema, identity: about.identity };
}

/** @throws unless this release made the file */
export function readOwnAbout(db: DatabaseSync, wanted: ViewSchema): About {
  const about = readAbout(db, wanted);
  if (about.isOlder) throw OTHER();
  return about;
}

const OTHER = (): Error =>
  new Error('these read models were built by another version of Tallybook: a server started on them builds them anew');
