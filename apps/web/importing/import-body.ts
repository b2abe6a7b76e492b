import type { StartImportQuery, Upload } from '#client/index.js';

/** How a file is mapped, as somebody has chosen it. */
export interface Mapping {
  /** A preset by its name; empty where the map is somebody's own. */
  readonly preset: string;
  /** SQL. */
  readonly map: string;
  /** Further tables of the map. */
  readonly tables: readonly File[];
  readonly quiet: boolean;
}

/** What is sent of an import: the body, and what the address says of it. */
interface ImportSent {
  readonly body: Upload;
  readonly query: StartImportQuery;
}

/** Whether its lines are facts, which need no map. */
export function areFacts({ name }: File): boolean {
  return /\.(ndjson|jsonl)(\.gz)?$/i.test(name);
}

/** The file as it is, or with a map of one's own and the tables that this may ask. */
export function sentOf(file: File, { preset, map, tables, quiet }: Mapping, isTrial: boolean): ImportSent {
  const { name } = file;
  const query = { name, dryRun: isTrial ? 'true' : 'false', quiet: quiet ? 'true' : 'false' } as const;
  if (areFacts(file)) return { body: file, query };
  if (preset !== '') return { body: file, query: { ...query, preset } };
  const form = new FormData();
  form.append('map', map);
  for (const table of tables) form.append(tableNameOf(table), table);
  form.append('file', file);
  return { body: form, query };
}

/** What SQL calls the table of a file: its name without an ending. */
export function tableNameOf({ name }: File): string {
  const plain = name.replace(/\.\w+(\.gz)?$/i, '').replace(/\W/g, '_');
  return /^\d|^$/.test(plain) ? `_${plain}` : plain;
}
