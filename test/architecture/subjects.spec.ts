import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SUBJECTS } from '#subjects/index.js';

const ROOT = new URL('../..', import.meta.url).pathname;
/** Of subjects; what lets those of plug-ins in is none. */
const FOLDER = /^libs\/subjects\/(?!plugins\/)([^/]+)\//;
/** A subject may name some others: a sale has a customer, a rate, and the opportunity it came of. */
const NAMED = 3;

/** What ships, without its tests. */
const FILES = globSync('{libs,apps}/**/*.ts', { cwd: ROOT }).filter(
  (file) => !/\.spec\.ts$|^libs\/testing\//.test(file),
);

/** The folders of other subjects that a file imports from. */
function foldersIn(file: string): ReadonlySet<string> {
  const own = FOLDER.exec(file)?.[1];
  const imported = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\b(?:from|import) '([^']+)'/g)];
  const folders = imported.flatMap(([, name = '']) => {
    const path = name.startsWith('#') ? `libs/${name.slice(1)}` : join(dirname(file), name);
    return FOLDER.exec(path)?.[1] ?? [];
  });
  return new Set(folders.filter((folder) => folder !== own));
}

describe('a subject', () => {
  it('is named in one table: no other file knows more than the few that it is about', () => {
    expect(FILES.filter((file) => foldersIn(file).size > NAMED)).toEqual(['libs/subjects/index.ts']);
  });

  it('has one folder, and that one table has them all', () => {
    const folders = new Set(FILES.flatMap((file) => FOLDER.exec(file)?.[1] ?? []));
    expect(foldersIn('libs/subjects/index.ts')).toEqual(folders);
    expect(SUBJECTS).toHaveLength(folders.size);
  });
});
