import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from '#kernel/checkout.js';
import { didYouMean } from './did-you-mean.js';
import { ImportError } from './import-error.js';
import { namesIn, optionsIn, type ReadingOptions } from './reading-options.js';
import { tableOf } from './table-of-file.js';

/** Maps for files of systems that many have: they lie with the sources, where what is built of them finds them too. */
const FOLDER = join(CHECKOUT, 'libs/imports/presets');

/** Maps by their names. */
export type Maps = Readonly<Record<string, string>>;

/** Those of ours, and others beside them. */
export class Presets {
  /** @param others of names that none of ours has */
  constructor(private readonly others: Maps = {}) {}

  async names(): Promise<readonly string[]> {
    const files = await readdir(FOLDER);
    const ours = files.flatMap((file) => (file.endsWith('.sql') ? [file.slice(0, -'.sql'.length)] : []));
    return [...ours, ...Object.keys(this.others)].sort();
  }

  /** @throws ImportError for one that there is not */
  async read(name: string): Promise<string> {
    const names = await this.names();
    if (!names.includes(name))
      throw new ImportError(`there is no preset ${name}${didYouMean(name, names)} Presets: ${names.join(', ')}`);
    return this.others[name] ?? readFile(join(FOLDER, `${name}.sql`), 'utf8');
  }

  /** Those that have all they need in a file. */
  async fitting(file: string, options: ReadingOptions): Promise<readonly string[]> {
    const fitting: string[] = [];
    for (const name of await this.names()) if (await fits(file, await this.read(name), options)) fitting.push(name);
    return fitting;
  }

  /** The one that has all it needs in the file. @throws ImportError where none has, or several have */
  async oneFor(file: string, options: ReadingOptions): Promise<string> {
    const fitting = await this.fitting(file, options);
    const [only] = fitting;
    if (only !== undefined && fitting.length === 1) return only;
    if (only !== undefined)
      throw new ImportError(`several presets fit ${file}: name one with --preset: ${fitting.join(', ')}`);
    // What is wrong with the file itself is said first.
    const { columns } = await tableOf(file, options);
    throw new ImportError(
      `no preset fits ${file}, which has the columns ${columns.join(', ')}: give it a map with --map; --suggest writes a first one`,
    );
  }
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
