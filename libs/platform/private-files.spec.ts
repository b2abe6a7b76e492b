import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { privateFolder } from './private-files.js';

describe('the folder of a book', () => {
  let scratch: string;
  let folder: string;
  const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
  const file = (name: string): string => {
    const path = join(folder, name);
    writeFileSync(path, 'x');
    chmodSync(path, 0o644);
    return path;
  };

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'tally-private-'));
    folder = join(scratch, 'book');
  });
  afterEach(() => rmSync(scratch, { recursive: true }));

  it('is made for its own user only', () => {
    expect([privateFolder(folder), modeOf(folder)]).toEqual([[], '700']);
  });

  it('is closed where an earlier release left it open, with what is in it', () => {
    mkdirSync(join(folder, 'scratch'), { recursive: true, mode: 0o755 });
    chmodSync(folder, 0o755);
    const files = [
      'log.sqlite',
      'log.sqlite-wal',
      'lock.sqlite',
      'versions.sqlite',
      'views-0.1.sqlite',
      'views-0.1.duckdb',
      'served',
    ];
    const paths = files.map(file);
    expect(privateFolder(folder)).toEqual([]);
    expect([modeOf(folder), modeOf(join(folder, 'scratch'))]).toEqual(['700', '700']);
    expect(paths.map(modeOf)).toEqual(files.map(() => '600'));
  });

  it('is not touched where it is the folder of somebody else, which is said', () => {
    mkdirSync(folder, { mode: 0o755 });
    chmodSync(folder, 0o755);
    const path = file('letter.txt');
    expect(privateFolder(folder)).toEqual([
      `${folder} can be read by others, and holds other things than a book: set TALLY_DATA_DIR to a folder of its own`,
    ]);
    expect([modeOf(folder), modeOf(path)]).toEqual(['755', '644']);
  });

  it('does not follow a link out of it', () => {
    mkdirSync(folder);
    const outside = join(scratch, 'outside');
    writeFileSync(outside, 'x');
    chmodSync(outside, 0o644);
    symlinkSync(outside, join(folder, 'served'));
    privateFolder(folder);
    expect(modeOf(outside)).toBe('644');
  });
});
