import { describe, expect, it } from '@jest/globals';
import type { Document } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { firstWrongDocument } from './verify-live.js';

const SCHEMA: ViewSchema = { series: [], collections: [{ name: 'cards', fields: [] }] };
/** More than a page on either side. */
const MANY = 2_500;

class Cards {
  readonly views = new MemoryViews(SCHEMA);
  private at = 0;

  async put(...documents: readonly (readonly [id: string, body: number | null])[]): Promise<void> {
    const changes = documents.map(([id, body]) => {
      const document: Document = { id, fields: {}, body };
      return { collection: 'cards', document };
    });
    await this.views.apply({ shard: 0, from: this.at, to: ++this.at, facts: [], documents: changes });
  }
}

describe('documents that others change meanwhile', () => {
  async function both(): Promise<readonly [Cards, Cards]> {
    const pair = [new Cards(), new Cards()] as const;
    const all = Array.from({ length: MANY }, (_, i) => [`k${String(i).padStart(5, '0')}`, i] as const);
    for (const cards of pair) await cards.put(...all);
    return pair;
  }

  it('are right where what is right comes to be the same', async () => {
    const [stored, right] = await both();
    await stored.put(['k00007', -1], ['k99999', 1], ['a', 2], ['k01500', null]);
    let looks = 0;
    const catchUp = async (): Promise<void> => {
      // The first look finds one changed again, which is behind for once more.
      if (looks++ === 0) await stored.put(['k00007', -2]);
      await right.put(['k00007', looks === 1 ? -1 : -2], ['k99999', 1], ['a', 2], ['k01500', null]);
    };
    expect(await firstWrongDocument(stored.views, right.views, catchUp)).toBeUndefined();
    expect(looks).toBeGreaterThan(1);
  });

  it.each([
    ['is another one', 'k01234', -1],
    ['is gone', 'k01234', null],
    ['was never to be there', 'k99999', 5],
  ])('are wrong where one %s and nobody changes it', async (_, id, body) => {
    const [stored, right] = await both();
    await stored.put([id, body]);
    const found = await firstWrongDocument(stored.views, right.views, () => Promise.resolve());
    expect(found).toMatch(/^collection cards differs: stored /);
    expect(found).toContain(id);
  });

  it('are not said to be right where one changes whenever it is looked at', async () => {
    const [stored, right] = await both();
    let body = -1;
    const catchUp = (): Promise<void> => stored.put(['k00001', body--]);
    await catchUp();
    expect(await firstWrongDocument(stored.views, right.views, catchUp)).toMatch(
      /changes too fast to be compared: 1 doc/,
    );
  });
});
