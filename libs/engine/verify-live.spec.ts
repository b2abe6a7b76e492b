import { describe, expect, it } from '@jest/globals';
import type { Document, Find } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { firstWrongDocument, type LiveDocuments, type RightDocuments, type Written } from './verify-live.js';

const SCHEMA: ViewSchema = { series: [], collections: [{ name: 'cards', fields: [] }] };
/** More than a page on either side. */
const MANY = 2_500;

/** What happened to a card, at the position of its place in the list, from 1. */
type Happened = readonly [id: string, body: number | null];

const BEGINNING = Array.from({ length: MANY }, (_, i): Happened => [`k${String(i).padStart(5, '0')}`, i]);

function folded([id, body]: Happened): { collection: string; document: Document } {
  return { collection: 'cards', document: { id, fields: {}, body } };
}

/** Cards that a list of happenings makes, taken over one after another. */
class Cards implements LiveDocuments, RightDocuments {
  readonly schema = SCHEMA;
  readonly documents = new MemoryViews(SCHEMA);
  position = 0;
  private readonly last = new Map<string, Written>();
  /** Called before each look: when others are at work. */
  meanwhile = (): Promise<void> => Promise.resolve();

  constructor(private readonly log: readonly Happened[]) {}

  async foldTo(position: number): Promise<void> {
    for (const happened of this.log.slice(this.position, position)) await this.put(happened);
  }

  covered(): Promise<void> {
    return Promise.resolve();
  }

  /** One batch more, from the log or not. */
  async put(happened: Happened): Promise<void> {
    const change = folded(happened);
    const to = this.position + 1;
    await this.documents.apply({ shard: 0, from: this.position, to, facts: [], documents: [change] });
    const { id, body } = change.document;
    this.last.set(id, { id, position: to, document: body === null ? undefined : change.document });
    this.position = to;
  }

  /** A change that no batch made. */
  change(id: string, body: number | null): void {
    const position = this.last.get(id)?.position ?? 1;
    this.last.set(id, { id, position, document: body === null ? undefined : folded([id, body]).document });
  }

  async find(_: string, { after = '', limit }: Find): Promise<readonly Document[]> {
    await this.meanwhile();
    const kept = [...this.last.values()].flatMap(({ document }) => document ?? []).filter(({ id }) => id > after);
    return kept.toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  async written(_: string, ids: readonly string[]): Promise<readonly Written[]> {
    await this.meanwhile();
    return ids.flatMap((id) => this.last.get(id) ?? []);
  }
}

describe('documents that others change meanwhile', () => {
  const MEANWHILE: readonly Happened[] = [
    ['k00007', -1],
    ['k99999', 1],
    ['a', 2],
    ['k01500', null],
    ['k00007', -2],
  ];

  async function both(later: readonly Happened[]): Promise<readonly [Cards, Cards]> {
    const log = [...BEGINNING, ...later];
    const pair = [new Cards(log), new Cards(log)] as const;
    for (const cards of pair) await cards.foldTo(MANY);
    return pair;
  }

  it('are right where the log made them so by the time they were written', async () => {
    const [stored, right] = await both(MEANWHILE);
    await stored.foldTo(MANY + MEANWHILE.length);
    expect(await firstWrongDocument(stored, right)).toBeUndefined();
    expect(right.position).toBe(MANY + MEANWHILE.length);
  });

  it('are right where one changes whenever it is looked at', async () => {
    const [stored, right] = await both(Array.from({ length: 1_000 }, (_, i) => ['k00001', -i]));
    stored.meanwhile = () => stored.foldTo(stored.position + 7);
    expect(await firstWrongDocument(stored, right)).toBeUndefined();
    expect(right.position).toBeGreaterThan(MANY);
  });

  it.each([
    ['is another one', 'k01234', -1],
    ['is gone', 'k01234', null],
    ['was never to be there', 'k99999', 5],
  ])('are wrong where one %s and nobody changes it', async (_, id, body) => {
    const [stored, right] = await both([]);
    stored.change(id, body);
    const found = await firstWrongDocument(stored, right);
    expect(found).toMatch(/^collection cards differs: stored /);
    expect(found).toContain(id);
  });

  it('are wrong where one was written wrongly among others that come too fast to wait for', async () => {
    const [stored, right] = await both(Array.from({ length: 1_000 }, (_, i) => ['k00001', -i]));
    await stored.foldTo(MANY + 10);
    await stored.put(['k00002', 77]);
    expect(await firstWrongDocument(stored, right)).toMatch(/^collection cards differs: stored .*"body":77/);
  });
});
