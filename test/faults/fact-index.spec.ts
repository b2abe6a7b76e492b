import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { DuckDbFacts } from '#facts-duckdb/duckdb-facts.js';
import type { Batch, Cell } from '#kernel/ports/views.js';
import type { Row } from '#kernel/ports/views-schema.js';
import { ChainedViews } from '#testing/chained-views.js';
import { randomSale, saleRow, SCHEMA } from '#testing/random-views.js';

const IDENTITY = 'the chain of a test';
const BATCHES = 120;
const FOLLOWER = join(import.meta.dirname, 'fact-index.follower.mjs');

/** Enough facts of every kind that a file has several blocks. */
const history: readonly Batch[] = fc
  .sample(fc.array(randomSale, { minLength: 1, maxLength: 200 }), { numRuns: BATCHES, seed: 20_261_126 })
  .map((facts, from) => ({ shard: 0, from, to: from + 1, facts: [...facts, ...facts.map(gapOf)], documents: [] }));

/** A fact of the series that has counts alone: those are netted. */
function gapOf({ dimensions, measures, ...sale }: Row): Row {
  return { ...sale, series: 'gaps', dimensions: dimensions.slice(0, 1), measures: measures.slice(0, 1) };
}

async function chainOf(batches: readonly Batch[], identity = IDENTITY): Promise<ChainedViews> {
  const chain = new ChainedViews(SCHEMA, identity);
  for (const batch of batches) await chain.apply(batch);
  return chain;
}

const BY_REGION = { series: 'gaps', measures: ['buyers'], where: {}, group: ['region'], windows: [{ to: 100 }] };

const inOrder = (cells: readonly Cell[] = []): readonly string[] =>
  cells.map(({ group, sums }) => JSON.stringify([group, sums.map(String)])).sort();

async function rowsOf(dump: AsyncIterable<Row>): Promise<readonly string[]> {
  const rows: string[] = [];
  for await (const { valid, recorded, mark, customer, record, dimensions, measures } of dump)
    rows.push(JSON.stringify([valid, recorded, mark, customer, record, dimensions, measures.map(String)]));
  return rows.sort();
}

/** Amounts are too large for JSON's numbers. */
function written(batch: Batch): string {
  const facts = Array.from(batch.facts, (fact) => ({ ...fact, measures: fact.measures.map(String) }));
  return JSON.stringify({ ...batch, facts });
}

describe('an index of facts', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tally-index-'));
    file = join(folder, 'facts.duckdb');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Opens the index, has it follow, and expects in it what the chain has. */
  const expectWhole = async (chain: ChainedViews): Promise<void> => {
    const index = new DuckDbFacts(file, SCHEMA, chain);
    try {
      const heads = await chain.heads();
      expect(await index.follow()).toBe(heads.get(0) ?? 0);
      expect(await rowsOf(index.dump('sales'))).toEqual(await rowsOf(chain.dump('sales')));
      const [netted, whole] = [await index.sums([BY_REGION]), await chain.sums([BY_REGION])];
      expect(inOrder(netted.cells[0])).toEqual(inOrder(whole.cells[0]));
    } finally {
      await index.close();
    }
  };

  const followed = async (chain: ChainedViews): Promise<void> => {
    const index = new DuckDbFacts(file, SCHEMA, chain, undefined, 1);
    await index.follow();
    await index.idle();
    await index.close();
  };

  /** A process that follows from one batch to the next, killed once it has told of `until`. */
  const killedAt = async (from: number, until: number): Promise<number> => {
    const batches = join(folder, 'batches.ndjson');
    writeFileSync(batches, history.map(written).join('\n'));
    const child = spawn(process.execPath, [FOLLOWER, file, batches, JSON.stringify(SCHEMA), String(from)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    let last = from;
    for await (const line of createInterface(child.stdout)) {
      last = Number(line);
      if (last >= until) child.kill('SIGKILL');
    }
    await ended;
    return last;
  };

  it('has every batch whole or not at all wherever its process is killed, and goes on from there', async () => {
    let at = 1;
    for (const until of [2, 9, 10, 31, 58, 90, 117]) {
      at = await killedAt(at, until);
      // No more was in the chain than the follower was given: what is ahead of it would be made anew.
      await expectWhole(await chainOf(history.slice(0, at)));
    }
    await expectWhole(await chainOf(history));
  });

  it('is made anew where it is ahead of its chain, of another chain, or of another schema', async () => {
    await followed(await chainOf(history));
    await expectWhole(await chainOf(history.slice(0, 40)));
    await expectWhole(
      await chainOf(
        history.slice(20, 60).map((batch, from) => ({ ...batch, from, to: from + 1 })),
        'another',
      ),
    );
    const wider = { ...SCHEMA, meaning: 7 };
    const index = new DuckDbFacts(file, wider, await chainOf(history.slice(0, 3)));
    expect(await index.follow()).toBe(3);
    await index.close();
  });

  it('is made anew where the file is no database or was cut', async () => {
    writeFileSync(file, 'this is no database'.repeat(4_000));
    await expectWhole(await chainOf(history));
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length >> 1));
    await expectWhole(await chainOf(history));
  });

  it('never answers from flipped bytes: it has what the chain has, wherever they are', async () => {
    const chain = await chainOf(history);
    await followed(chain);
    const whole = readFileSync(file);
    for (let at = 100; at < statSync(file).size; at += Math.ceil(whole.length / 24)) {
      writeFileSync(file, whole);
      flip(file, at, whole);
      await expectWhole(chain);
    }
  });

  it('ends a question that nobody waits for, and answers the next', async () => {
    const chain = await chainOf(history);
    const index = new DuckDbFacts(file, SCHEMA, chain);
    const windows = Array.from({ length: 2_000 }, (_, day) => ({ from: day, to: day }));
    const request = { series: 'sales', measures: ['orders'], where: {}, group: ['record', 'customer'], windows };
    let steps = 0;
    const gone = (): void => {
      if (++steps > 1) throw new Error('nobody waits');
    };
    // Of other facts, so that the second is looked at by itself, however soon the first is done.
    const second = { ...request, recordedTo: 10 };
    await expect(index.sums([request, second], gone)).rejects.toThrow('nobody waits');
    const orders = { ...request, group: [], windows: [{ to: 100 }] };
    expect((await index.sums([orders])).cells).toEqual((await chain.sums([orders])).cells);
    await index.close();
  });

  it('takes text as it is, and leaves out none of it', async () => {
    const texts = [
      '',
      "'; DROP TABLE facts_sales; --",
      '"',
      '\\',
      '\u0000',
      'a\u0000b',
      '😀',
      'é',
      'e\u0301',
      '%',
      'x'.repeat(70_000),
    ];
    const chain = new ChainedViews(SCHEMA, IDENTITY);
    await chain.apply({
      shard: 0,
      from: 0,
      to: 1,
      facts: texts.map((region) => saleRow({ region, record: region })),
      documents: [],
    });
    const index = new DuckDbFacts(file, SCHEMA, chain);
    const request = { series: 'sales', measures: ['orders'], group: ['region', 'record'], windows: [{ to: 100 }] };
    for (const region of texts) {
      const { cells } = await index.sums([{ ...request, where: { region: [region] } }]);
      expect(cells).toEqual([[{ window: 0, group: [region, region], sums: [1n] }]]);
    }
    await index.close();
  });
});

function flip(file: string, at: number, whole: Buffer): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.from([(whole[at] as number) ^ 0xff]), 0, 1, at);
  closeSync(handle);
}
