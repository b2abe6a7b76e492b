import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textsOf } from '#kernel/ports/append-size.js';
import { canonicalJson } from '#kernel/canonical.js';
import type { Json, PendingEvent } from '#kernel/event.js';
import { logEntry } from '#kernel/log-entry.js';
import { isConsistent, isIncluded } from '#merkle/check-proofs.js';
import { leafHash, nodeHash } from '#merkle/hashes.js';
import { splitOf } from '#merkle/proofs.js';
import { writeLog } from './copy.js';
import { SqliteEventLog } from './sqlite-event-log.js';
import { SqliteLogTree } from './sqlite-log-tree.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-tree-'));
  file = join(folder, 'log.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const clock = (): Date => new Date('2026-01-01T00:00:00.000Z');

function event(id: string, schema = 1): PendingEvent {
  const data = { name: `Zoë ${id} \ud83d\ude00`, '2': 'x', '1': 'y' };
  return {
    id,
    type: 'Tested',
    schema,
    occurredAt: '2024-01-01T00:00:00.000Z',
    key: 'k',
    claim: id,
    hash: '',
    envelope: {},
    data,
  };
}

async function append(log: SqliteEventLog, ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => log.append(`s-${id}`, 'none', [event(id), event(`${id}+`)])));
}

const named = (from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `e${String(from + i)}`);

/** The root over all events as the definition has it, from what the log gives back. */
async function rootOfEvents(log: SqliteEventLog): Promise<Buffer> {
  const leaves = (await log.readAll(0, 10_000)).map((one, i) => leafHash(logEntry(i, one, textsOf(one))));
  const root = (start: number, end: number): Buffer => {
    if (end - start === 1) return leaves[start] as Buffer;
    const middle = start + splitOf(end - start);
    return nodeHash(root(start, middle), root(middle, end));
  };
  return root(0, leaves.length);
}

async function expectRight(log: SqliteEventLog): Promise<void> {
  const tree = SqliteLogTree.openReader(file);
  const size = await tree.size();
  expect(size).toBe((await log.readAll(0, 10_000)).length);
  expect(await tree.root(size)).toEqual(await rootOfEvents(log));
  await tree.close();
}

describe('the tree beside the events', () => {
  it('has every event that is recorded, whatever came together, was refused, rolled back or came after a restart', async () => {
    const counts = fc.array(fc.nat({ max: 150 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(counts, async (groups) => {
        rmSync(file, { force: true });
        let log = SqliteEventLog.open(file, clock);
        await append(log, ['first']);
        let size = 0;
        for (const count of groups) {
          // A stream that is taken is refused by itself; a row that cannot be stored takes back all that came with it.
          await append(log, [...named(size, count), 'first']);
          const broken = log.append('broken', 'none', [event('fine'), event('broken', 1.5)]);
          const beside = log.append(`beside-${String(size)}`, 'none', [event('beside')]);
          await expect(broken).rejects.toThrow('REAL');
          await expect(beside).rejects.toThrow('REAL');
          size += count;
          await log.close();
          log = SqliteEventLog.open(file, clock);
        }
        await append(log, ['last']);
        await expectRight(log);
        await log.close();
      }),
      { numRuns: 8 },
    );
  });

  it('is made of a log that an earlier release wrote, and of what one added since', async () => {
    const log = SqliteEventLog.open(file, clock);
    await append(log, named(0, 300));
    await log.close();
    const tiles = (): unknown => {
      const db = new DatabaseSync(file);
      const all = db.prepare('SELECT * FROM tree_tiles ORDER BY level, number').all();
      db.close();
      return all;
    };
    const before = tiles();
    change('DROP TABLE tree_tiles');
    await SqliteEventLog.open(file, clock).close();
    expect(tiles()).toEqual(before);

    change(
      "INSERT INTO events SELECT position + 600, stream || '-again', revision, id || '-again', type, schema, key, occurred_at, recorded_at, claim, hash, envelope, data FROM events",
    );
    const again = SqliteEventLog.open(file, clock);
    await append(again, ['last']);
    await expectRight(again);
    await again.close();
  });

  it('counts events where positions are far apart', async () => {
    const elsewhere = join(folder, 'elsewhere.sqlite');
    const from = SqliteEventLog.open(elsewhere, clock);
    await append(from, named(0, 200));
    const apart = (await from.readAll(0, 1_000)).map((one) => ({ ...one, position: one.position * 1_000 }));
    await from.close();
    const pages = async function* (): AsyncIterable<typeof apart> {
      yield apart.slice(0, 3);
      yield apart.slice(3);
    };
    await writeLog(file, pages(), clock().toISOString());
    const log = SqliteEventLog.openReader(file);
    await expectRight(log);
    const tree = SqliteLogTree.openReader(file);
    expect(await tree.indexOf(1_000)).toBe(0);
    expect(await tree.indexOf(300_000)).toBe(299);
    expect(await tree.indexOf(300_001)).toBeUndefined();
    expect(await tree.indexOf(999)).toBeUndefined();
    expect(await tree.indexOf(401_000)).toBeUndefined();
    expect((await tree.entries(1, 144))?.at(-1)).toBe(logEntry(399, apart[399] as never, textsOf(apart[399] as never)));
    expect(await tree.entries(1, 145)).toBeUndefined();
    expect((await tree.tile(1, 0, 1))?.length).toBe(32);
    expect(await tree.tile(1, 0, 2)).toBeUndefined();
    await tree.close();
    await log.close();
  });

  it('proves what it has', async () => {
    const log = SqliteEventLog.open(file, clock);
    await append(log, named(0, 300));
    const tree = SqliteLogTree.openReader(file);
    const head = { size: 600, root: await tree.root(600) };
    const [entry = ''] = ((await tree.entries(1, 2)) ?? []).slice(1);
    expect(isIncluded(leafHash(entry), 257, head, await tree.inclusionProof(257, 600))).toBe(true);
    // JSON with sorted names, which others can make of the parts too.
    expect(canonicalJson(JSON.parse(entry) as Json)).toBe(entry);
    const earlier = { size: 301, root: await tree.root(301) };
    expect(isConsistent(earlier, head, await tree.consistencyProof(301, 600))).toBe(true);
    await expect(tree.root(601)).rejects.toThrow(RangeError);
    await tree.close();
    await log.close();
  });
});

function change(sql: string): void {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
}
