import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Refused } from './refused.js';

/**
 * Makes a folder that somebody has named, with those above it; one that is there is left as it is. Node's own way goes on for ever where a
 * folder is there in which the system finds no place for another one, as below /proc.
 * @param mode of those that are made @throws Refused where it cannot be
 */
export function makeFolder(folder: string, mode?: number): void {
  const missing: string[] = [];
  for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.push(at);
  try {
    for (const at of missing.length === 0 ? [folder] : missing.toReversed()) makeOne(at, mode);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new Refused(`the folder ${folder} cannot be made (${code}): name one that this user can make or has`, true);
  }
}

function makeOne(folder: string, mode: number | undefined): void {
  const isThere = (): boolean => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isThere()) return;
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!isThere()) throw error;
  }
}
