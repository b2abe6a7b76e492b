import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { didYouMean } from '#imports/did-you-mean.js';
import { ImportError } from '#imports/import-error.js';
import { tableOf } from '#imports/mapped-file.js';
import { namesIn, optionsIn, type ReadingOptions } from '#imports/reading-options.js';
import { UsageError } from './usage-error.js';

/** Maps for files of systems that many have: they lie with the sources, whether these run or what is built of them. */
const FOLDER = join(import.meta.dirname.replace(/dist\/apps\/cli$/, 'apps/cli'), 'presets');

export async function presetNames(): Promise<readonly string[]> {
  const files = await readdir(FOLDER);
  return files.flatMap((file) => (file.endsWith('.sql') ? [file.slice(0, -'.sql'.length)] : [])).sort();
}

/** @throws UsageError for one that there is not */
export async function readPreset(name: string): Promise<string> {
  const names = await presetNames();
  if (!names.includes(name))
    throw new UsageError(`there is no preset ${name}${didYouMean(name, names)} Presets: ${names.join(', ')}`);
  return readFile(join(FOLDER, `${name}.sql`), 'utf8');
}

/** The one preset that has all it needs in the file. @throws UsageError where none has, or several have */
export async function presetFor(file: string, options: ReadingOptions): Promise<string> {
  const fitting: string[] = [];
  for (const name of await presetNames()) if (await fits(file, await readPreset(name), options)) fitting.push(name);
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  if (only !== undefined)
    throw new UsageError(`several presets fit ${file}: name one with --preset: ${fitting.join(', ')}`);
  // What is wrong with the file itself is said first.
  const { columns } = await tableOf(file, options);
  throw new UsageError(
    `no preset fits ${file}, which has the columns ${columns.join(', ')}: give it a map with --map; --suggest writes a first one`,
  );
}

async function fits(file: string, map: string, options: ReadingOptions): Promise<boolean> {
  try {
    const { columns } = await tableOf(file, { ...optionsIn(map), ...options });
    const known = new Set(columns.map((column) => column.toLowerCase()));
    return namesIn(map, 'needs').every((name) => known.has(name.toLowerCase()));
  } catch (error) {
    if (error instanceof ImportError) return false;
    throw error;
  }
}
