import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '#kernel/make-folder.js';

/** The rights of everybody but the owner. */
const OTHERS = 0o077;
const FOLDER = 0o700;
const FILE = 0o600;
/** What stands in the folder of a book. */
const OURS = /^(log|lock|outbox|audit|versions|views-.*)\.(sqlite|duckdb)|^served|^protected$|^scratch$/;

/** From now on what this process and its threads make is for its own user only: log, read models, what SQLite puts beside them, exports. */
export function keepFilesPrivate(): void {
  process.umask(OTHERS);
}

/**
 * The folder of a book, made where there is none and closed to other users, with what an earlier release left open in it. A folder that
 * holds other things is left as it is: it may be anybody's.
 * @returns what is still open to others, a sentence each
 */
export function privateFolder(folder: string): readonly string[] {
  makeFolder(folder, FOLDER);
  const names = readdirSync(folder);
  const ours = names.filter((name) => OURS.test(name));
  const isOurs = names.length === 0 || ours.length > 0;
  const open = [...(isOurs ? [folder] : []), ...ours.map((name) => join(folder, name))].flatMap(closed);
  if (!isOurs && isOpen(folder))
    open.push(
      `${folder} can be read by others, and holds other things than a book: set TALLY_DATA_DIR to a folder of its own`,
    );
  return open;
}

/** What of the folder of a book others can read. Changes nothing. */
export function openToOthers(folder: string): readonly string[] {
  const ours = readdirSync(folder).filter((name) => OURS.test(name));
  return [folder, ...ours.map((name) => join(folder, name))].filter(isOpen);
}

function isOpen(path: string): boolean {
  const stat = lstatSync(path);
  return !stat.isSymbolicLink() && (stat.mode & OTHERS) !== 0;
}

function closed(path: string): readonly string[] {
  try {
    if (isOpen(path)) chmodSync(path, lstatSync(path).isDirectory() ? FOLDER : FILE);
    return [];
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return [`${path} can be read by others, which this process cannot change (${code})`];
  }
}
