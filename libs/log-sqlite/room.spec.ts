import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Problem } from '#kernel/problem.js';
import { Room } from './room.js';

describe('the room on a disk', () => {
  let folder: string;
  let db: DatabaseSync;
  let room: Room;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tally-room-'));
    db = new DatabaseSync(join(folder, 'log.sqlite'));
    db.exec('PRAGMA max_page_count = 4; CREATE TABLE held (what BLOB, id INTEGER PRIMARY KEY)');
    room = new Room(folder);
  });
  afterEach(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });

  const failureOf = (sql: string): unknown => {
    try {
      db.exec(sql);
    } catch (error) {
      return error;
    }
    throw new Error('it went through');
  };

  it('is what an append lacks that the disk refuses, and its cause is kept', () => {
    const full = failureOf('INSERT INTO held (what) VALUES (zeroblob(100000))');
    const reason = room.reasonOf(full);
    expect(reason).toBeInstanceOf(Problem);
    expect(reason).toMatchObject({ code: 'storage-full', status: 507, cause: full });
  });

  it('is not what any other fault is about', () => {
    db.exec('INSERT INTO held (id) VALUES (1)');
    const other = failureOf('INSERT INTO held (id) VALUES (1)');
    expect(room.reasonOf(other)).toBe(other);
  });

  it('is looked for by writing, by whoever asks after a refusal, and nothing is left of that', async () => {
    expect(await room.trouble()).toBeUndefined();
    room.reasonOf(failureOf('INSERT INTO held (what) VALUES (zeroblob(100000))'));
    expect(await room.trouble()).toBeUndefined();
    expect(readdirSync(folder)).toEqual(['log.sqlite']);
  });
});
