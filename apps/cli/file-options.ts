import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { READING_OPTIONS, type ReadingOptions } from '#imports/reading-options.js';
import { UsageError } from './usage-error.js';

/** The options by which a file is said to be read. */
export function addReading(command: Command): Command {
  return command
    .option('--encoding <label>', 'of the file: utf-8 by default, utf-16 by its mark')
    .option('--delimiter <character>', 'between cells, or tab; found out by default')
    .option('--quote <character>', '" or none; found out by default')
    .option('--skip <lines>', 'lines before the header')
    .option('--sheet <name>', 'of an XLSX; the first by default')
    .option('--timezone <name>', 'of times without an offset; that of the book by default');
}

/** Those of them that were given. */
export function readingSaid(options: ReadingOptions): ReadingOptions {
  return Object.fromEntries(
    READING_OPTIONS.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  );
}

/** What is in the file of a map. @throws UsageError */
export async function mapIn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`the map ${file} cannot be read: ${(error as Error).message}`);
  }
}

/** A further table, given as `name=FILE`. @throws UsageError */
export function tableNamed(given: string): readonly [name: string, file: string] {
  const [, name = '', file = ''] = /^([^=]+)=(.+)$/.exec(given) ?? [];
  if (name === '') throw new UsageError(`--with takes name=FILE, not ${given}`);
  return [name, file];
}
