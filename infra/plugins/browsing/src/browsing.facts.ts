import type { CollectionSchema, Document, Facts, Fold, FoldGround, Row, Series } from '@tallybook/plugin';
import type { BrowsingEvent, View } from './browsing.events.js';

export const SERIES: Series = {
  name: 'page_views',
  dimensions: ['page', 'product', 'channel', 'campaign', 'viewer'],
  measures: { views: 'count' },
  ofCustomer: [],
};

export const COLLECTIONS: readonly CollectionSchema[] = [
  /** Which customer a visitor is, id = visitor: once somebody said so. */
  { name: 'browsing_known', fields: ['customer'] },
  /** What a visitor that nobody knows looked at on a day: kept until it is known, since those views are the customer's then. */
  { name: 'browsing_days', fields: ['visitor'] },
];

type Parts = readonly [page: string, product: string, channel: string, campaign: string];
/** How often by parts, as JSON. */
type Counts = Readonly<Record<string, number>>;
interface Decoded {
  readonly event: BrowsingEvent;
  readonly day: number;
}
const PAGE = 500;

export const browsingFacts: Facts<Decoded> = {
  of: (recorded, calendar) => {
    const event = recorded as object as BrowsingEvent;
    return { event, day: calendar.dayOf(event.occurredAt) };
  },
  fold: () => new BrowsingFold(),
};

/** One fact for each view, of a customer or of a visitor nobody knows. A visitor that is identified has its facts put again as the customer's. */
class BrowsingFold implements Fold<Decoded> {
  reset(): void {
    // Nothing is remembered from batch to batch.
  }

  async fold(decoded: readonly Decoded[], recorded: number, ground: FoldGround) {
    const batch = new Batch(recorded, ground);
    for (const { event, day } of decoded)
      if (event.type === 'browsing.ViewLogged') await batch.view(event.data, day);
      else await batch.identify(event.data.visitor, event.data.customerId);
    return { facts: batch.facts, documents: [...batch.documents.values()] };
  }
}

class Batch {
  readonly facts: Row[] = [];
  /** By collection and id, what they will be. */
  readonly documents = new Map<string, { readonly collection: string; readonly document: Document }>();

  constructor(
    private readonly recorded: number,
    private readonly ground: FoldGround,
  ) {}

  async view({ page, product = '', channel = '', campaign = '', visitor, customerId }: View, day: number) {
    const parts: Parts = [page, product, channel, campaign];
    if (parts.some((part) => typeof part !== 'string'))
      throw new Error('page, product, channel and campaign must be text');
    const customer = customerId ?? (await this.knownAs(visitor ?? ''));
    if (customer !== undefined) {
      this.add(day, parts, 1, customer);
      return;
    }
    const [whose, key] = [visitor ?? '', JSON.stringify(parts)];
    this.add(day, parts, 1, undefined, whose);
    const id = JSON.stringify([whose, day]);
    const counts = ((await this.get('browsing_days', id))?.body ?? {}) as Counts;
    this.put('browsing_days', { id, fields: { visitor: whose }, body: { ...counts, [key]: (counts[key] ?? 0) + 1 } });
  }

  /** What it looked at before counts as the customer's from now on, on the days on which it did. */
  async identify(visitor: string, customer: string) {
    this.put('browsing_known', { id: visitor, fields: { customer }, body: { customer } });
    for (const { id, fields, body } of await this.daysOf(visitor)) {
      const [, day] = JSON.parse(id) as [string, number];
      for (const [key, times] of Object.entries(body as Counts)) {
        const parts = JSON.parse(key) as Parts;
        this.add(day, parts, -times, undefined, visitor);
        this.add(day, parts, times, customer);
      }
      this.put('browsing_days', { id, fields, body: null });
    }
  }

  private async knownAs(visitor: string): Promise<string | undefined> {
    return ((await this.get('browsing_known', visitor))?.body as { customer?: string } | null | undefined)?.customer;
  }

  private async daysOf(visitor: string): Promise<readonly Document[]> {
    const days = new Map<string, Document>();
    for (let after: string | undefined; ;) {
      const page = await this.ground.find('browsing_days', {
        where: { visitor },
        limit: PAGE,
        ...(after !== undefined && { after }),
      });
      for (const one of page) days.set(one.id, one);
      if (page.length < PAGE) break;
      after = page.at(-1)?.id;
    }
    for (const { collection, document } of this.documents.values())
      if (collection === 'browsing_days' && document.fields['visitor'] === visitor) days.set(document.id, document);
    return [...days.values()].filter(({ body }) => body !== null);
  }

  private async get(collection: string, id: string): Promise<Document | undefined> {
    const put = this.documents.get(`${collection} ${id}`);
    if (put !== undefined) return put.document;
    return (await this.ground.get(collection, [id]))[0];
  }

  private put(collection: string, document: Document): void {
    this.documents.set(`${collection} ${document.id}`, { collection, document });
  }

  /** The thing behind a fact is who looked: so that viewers are counted, each once. */
  private add(day: number, parts: Parts, times: number, customer: string | undefined, visitor = ''): void {
    const isKnown = customer !== undefined;
    this.facts.push({
      series: SERIES.name,
      valid: day,
      recorded: this.recorded,
      customer: customer ?? '',
      record: isKnown ? `customer-${customer}` : `visitor-${visitor}`,
      dimensions: [...parts, isKnown ? 'known' : 'anonymous'],
      measures: [BigInt(times)],
      mark: 0,
    });
  }
}
