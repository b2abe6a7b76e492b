import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file of a folder and the folders in it. */
function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

export function bytesIn(folder: string): number {
  return filesIn(folder).reduce((sum, file) => sum + statSync(file).size, 0);
}

/** Smaller files are read in no time, and a database has a thousand of them. */
const SMALL = 65_536;

/** Puts the files of a folder out of the page cache, so that the next read is from the disk; needs no rights but those to write them. @throws Error where that is not possible */
export function forgetPages(folder: string): void {
  spawnSync('sync');
  for (const file of filesIn(folder).filter((one) => statSync(one).size >= SMALL)) {
    const { status, stderr } = spawnSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the page cache keeps ${file}: ${stderr}`);
  }
}
