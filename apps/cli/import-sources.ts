import { PRESETS } from '#book/importing/presets.js';
import { COMMANDS } from '#subjects/tables.js';
import type { FactTypes } from '#imports/fields.js';
import { MappedFile } from '#imports/mapped-file.js';
import { checkTableName } from '#imports/table-name.js';
import type { ReadingOptions } from '#imports/reading-options.js';
import { mappedSource, ndjsonSource, sizeOf, type ImportSource } from '#imports/import-source.js';
import { kindOf } from '#imports/source-file.js';
import type { Where } from './connect.js';
import { mapIn, tableNamed } from './file-options.js';
import { readingBar } from './import-progress.js';
import { complain } from './screen.js';
import { bookToTry } from './book-to-try.js';
import { UsageError } from './usage-error.js';

/** How files become facts. */
export interface Mapping {
  /** A file with SQL. */
  readonly map?: string;
  readonly preset?: string;
  /** Further tables, `name=FILE` each. */
  readonly with?: readonly string[];
}

/** What there is to record, by its types. */
const TYPES: FactTypes = new Map(Object.entries(COMMANDS).map(([type, { input }]) => [type, input.schema]));

/** The files as facts, all of them looked through before any is sent. @throws UsageError, ImportError */
export async function openSources(
  names: readonly string[],
  mapping: Mapping,
  options: ReadingOptions,
  where: Where,
  signal: AbortSignal,
): Promise<readonly ImportSource[]> {
  const sources: ImportSource[] = [];
  try {
    const others = otherTables(mapping.with ?? []);
    let zone: string | undefined;
    for (const name of names) {
      const size = await sizeOf(name);
      if (kindOf(name) === 'ndjson') sources.push(await ndjson(name, mapping, options));
      else {
        const map = await mapFor(name, mapping, options);
        zone ??= await zoneOf(where);
        const bar = readingBar(size);
        const onRead = (bytes: number) => bar.update(bytes, 0);
        const asked = { name, map, options, others, types: TYPES, zone, signal, onRead };
        sources.push(mappedSource(name, await MappedFile.open(asked).finally(() => bar.stop())));
      }
    }
    return sources;
  } catch (error) {
    await closeSources(sources);
    throw error;
  }
}

export async function closeSources(sources: readonly ImportSource[]): Promise<void> {
  for (const source of sources) await source.close();
}

async function ndjson(name: string, { map, preset }: Mapping, options: ReadingOptions): Promise<ImportSource> {
  if (map !== undefined || preset !== undefined)
    throw new UsageError('--map and --preset are for CSV, TSV, XLSX and XML; NDJSON lines are facts already');
  return ndjsonSource(name, options);
}

async function mapFor(name: string, { map, preset }: Mapping, options: ReadingOptions): Promise<string> {
  if (map !== undefined && preset !== undefined) throw new UsageError('give --map or --preset, not both');
  if (preset !== undefined) return PRESETS.read(preset);
  if (map === undefined) {
    const found = await PRESETS.oneFor(name, options);
    complain(`${name}: by the preset ${found}`);
    return PRESETS.read(found);
  }
  return mapIn(map);
}

/** @throws UsageError for what is no `name=FILE` */
function otherTables(given: readonly string[]): ReadonlyMap<string, string> {
  const tables = new Map<string, string>();
  for (const one of given) {
    const [name, file] = tableNamed(one);
    checkTableName(name, tables.keys());
    tables.set(name, file);
  }
  return tables;
}

/** The zone of the book that the facts are for. */
async function zoneOf(where: Where): Promise<string> {
  const { settings, close } = await bookToTry(where);
  await close();
  return settings.timeZone;
}
