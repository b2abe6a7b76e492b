import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Calendar } from '#kernel/time/calendar.js';
import { indexStopped } from '#platform/fact-index/index-stopped.js';
import { DEFAULT_SET } from '#subjects/policies/policy-sets.js';
import { Readers } from './readers.js';

/** An index that covers what it is told to when the test says so, and hears of no question. */
class ToldIndex {
  covered = Promise.withResolvers<number>();
  asked = 0;
  askings = 0;

  cover(): Promise<number> {
    this.asked++;
    return this.covered.promise;
  }

  asking<Answer>(ask: (socket: string) => Promise<Answer>): Promise<Answer> {
    this.askings++;
    return ask('/nowhere');
  }
}

describe('readers of read models in files', () => {
  let folder: string;
  let index: ToldIndex;
  let readers: Readers;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tally-readers-'));
    index = new ToldIndex();
    const settings = { timeZone: 'UTC', fiscalStart: 1, currency: 'EUR' };
    readers = new Readers({
      settings,
      calendar: new Calendar('UTC', 1),
      index,
      narrowed: () => undefined,
      heads: { at: () => Promise.resolve(undefined) },
      onError: () => undefined,
    });
  });
  afterEach(async () => {
    await readers.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const about = () => {
    const { policies, definitions } = DEFAULT_SET;
    return { on: { stored: { folder, name: 'none' }, policies, definitions }, events: 0 };
  };
  // There are no read models: a thread that works on a question says so.
  const figures = () => readers.value('dimension', { name: 'region', today: 0 }, about()).catch(String);
  const journal = () => readers.value('journal', { after: 0, limit: 1 }, about()).catch(String);

  it('take no thread for figures before the index covers what there is, and none of them keeps others from theirs', async () => {
    const waiting = [figures(), figures(), figures()];
    expect([index.asked, index.askings, readers.waiting('light')]).toEqual([3, 0, 3]);
    const others = await journal();
    expect(others).toContain('unable to open database file');
    expect([index.asked, index.askings]).toEqual([3, 1]);
    index.covered.resolve(7);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([others]));
    expect([index.askings, readers.waiting('light')]).toEqual([4, 0]);
  });

  it('leave it to the question to meet what keeps the index from it', async () => {
    const waiting = figures();
    index.covered.reject(indexStopped());
    expect(await waiting).toBe(await journal());
    expect(index.askings).toBe(2);
  });
});
