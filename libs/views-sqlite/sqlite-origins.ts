import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import type { Head, Origin, Origins } from '#kernel/ports/origins.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { storedSchema } from './about.js';
import { isDamaged } from './damaged.js';
import { SqliteViews } from './sqlite-views.js';
import { removeViews, viewsFile } from './version-files.js';

/**
 * What the versions in a folder were made by and from, each by its own file: that has the schema since it was begun, and its head is the
 * last event of its journal, which is written in one step with everything made of it.
 */
export class SqliteOrigins implements Origins {
  /** @param journal the collection that has every event of a version, by id in the order of the log */
  constructor(
    private readonly folder: string,
    private readonly journal: string,
  ) {}

  /** Absent is also what is damaged, or of another layout: nothing can be read of it. */
  async read(names: readonly string[]): Promise<ReadonlyMap<string, Origin>> {
    return new Map(
      names.flatMap((name) => {
        const origin = this.originIn(viewsFile(this.folder, name));
        return origin === undefined ? [] : [[name, origin] as const];
      }),
    );
  }

  /** Makes its file, whole or not at all. */
  async begin(name: string, schema: ViewSchema): Promise<void> {
    const file = viewsFile(this.folder, name);
    if (existsSync(file)) return;
    const made = `${file}.new`;
    await rm(made, { force: true });
    await SqliteViews.openWriter(made, schema).close();
    await rename(made, file);
  }

  async forget(name: string): Promise<void> {
    await removeViews(this.folder, name);
  }

  async close(): Promise<void> {
    // Nothing is held.
  }

  private originIn(file: string): Origin | undefined {
    if (!existsSync(file)) return undefined;
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      db.exec('PRAGMA busy_timeout = 5000');
      const schema = storedSchema(db);
      if (schema === undefined) return undefined;
      const head = lastIn(db, schema, this.journal);
      return head === undefined ? { schema } : { schema, head };
    } catch (error) {
      if (isDamaged(error)) return undefined;
      throw error;
    } finally {
      db.close();
    }
  }
}

function lastIn(db: DatabaseSync, { collections }: ViewSchema, journal: string): Head | undefined {
  if (!collections.some(({ name }) => name === journal)) return undefined;
  const last = db.prepare(`SELECT body FROM docs_${journal} ORDER BY id DESC LIMIT 1`).get();
  if (last === undefined) return undefined;
  const { position, id, stream, revision } = JSON.parse(last['body'] as string) as Head;
  return { position, id, stream, revision };
}
