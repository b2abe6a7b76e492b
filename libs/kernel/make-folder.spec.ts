import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder.js';
import { Refused } from './refused.js';

/** Where Linux has its processes, and no place for folders. */
const BELOW_PROC = '/proc/nowhere/x';

describe('a folder that somebody has named', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tally-make-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is made with those above it, for whom it is meant, and left as it is where it is there', () => {
    const inner = join(folder, 'a', 'b');
    makeFolder(inner, 0o700);
    expect([join(folder, 'a'), inner].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
    makeFolder(inner, 0o755);
    expect(statSync(inner).mode & 0o777).toBe(0o700);
  });

  it('is refused at once where there is no place for it', () => {
    writeFileSync(join(folder, 'file'), '');
    const places = [join(folder, 'file'), join(folder, 'file', 'x'), ...(existsSync('/proc/self') ? [BELOW_PROC] : [])];
    for (const path of places) expect(() => makeFolder(path)).toThrow(Refused);
  });
});
