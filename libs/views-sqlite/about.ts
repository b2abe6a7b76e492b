import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { ViewSchema } from '#kernel/ports/views-schema.js';

/** Of the tables that hold a schema's facts and documents; raised when their shape changes. */
const LAYOUT = 2;

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

/** @param wanted the schema of this release @throws where the file cannot be read at all by it */
export function readAbout(db: DatabaseSync, wanted: ViewSchema): About {
  const { user_version: layout } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  const about = db.prepare('SELECT schema, identity FROM about').get() as
    { schema: string; identity: string } | undefined;
  const schema = about === undefined ? undefined : (JSON.parse(about.schema) as ViewSchema);
  if (about === undefined || schema === undefined || layout !== LAYOUT || schema.meaning !== wanted.meaning)
    throw OTHER();
  return { schema, identity: about.identity, isOlder: shapeOf(schema) !== shapeOf(wanted) };
}

/** In whatever order series and collections are listed. */
function shapeOf({ meaning, series, collections }: ViewSchema): string {
  const byName = <Named extends { readonly name: string }>(list: readonly Named[]): readonly Named[] =>
    list.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return JSON.stringify([meaning, byName(series), byName(collections)]);
}

/** @throws unless this release made the file */
export function readOwnAbout(db: DatabaseSync, wanted: ViewSchema): About {
  const about = readAbout(db, wanted);
  if (about.isOlder) throw OTHER();
  return about;
}

const OTHER = (): Error =>
  new Error('these read models were built by another version of Tallybook: a server started on them builds them anew');
