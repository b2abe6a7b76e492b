import { LRUCache } from 'lru-cache';
import type { Calendar } from '#kernel/calendar.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Projection } from '#kernel/projection.js';
import type { Batch, Views } from '#kernel/views.port.js';
import type { Row } from '#kernel/views.schema.js';
import { newHistory, readHistory, writeHistory, type History } from '../customer/history.js';
import { NO_LABELS } from '../customer/labels.js';
import { DEFAULT_POLICIES, type Policies } from '../customer/policy.js';
import { VIEW_SCHEMA } from '../schema.js';
import { foldCustomer } from './customer-batch.js';
import type { Effect } from './effect.js';
import { effectOf } from './effect-of.js';
import { journalDocuments } from './journal.js';
import { entryRow } from './rows.js';

/** Histories kept in memory between batches; a miss costs one read. */
const REMEMBERED_HISTORIES = 5_000;

/** The projection of the book: every event becomes signed facts, the histories they were made from, and its journal entry. */
export function createProjection(calendar: Calendar, policies: Policies = DEFAULT_POLICIES): Projection {
  return new BookProjection(calendar, policies);
}

class BookProjection implements Projection {
  readonly schema = VIEW_SCHEMA;
  private readonly histories = new LRUCache<string, History>({ max: REMEMBERED_HISTORIES });

  constructor(
    private readonly calendar: Calendar,
    private readonly policies: Policies,
  ) {}

  reset(): void {
    this.histories.clear();
  }

  async project(
    from: number,
    events: readonly RecordedEvent[],
    views: Views,
  ): Promise<Pick<Batch, 'facts' | 'documents'>> {
    const first = events[0];
    if (first === undefined) return { facts: [], documents: [] };
    try {
      return await this.fold(from, events, this.calendar.dayOf(first.recordedAt), views);
    } catch (error) {
      // A fold that broke off has changed histories in memory that the views do not have.
      this.reset();
      throw error;
    }
  }

  private async fold(
    from: number,
    events: readonly RecordedEvent[],
    recorded: number,
    views: Views,
  ): Promise<Pick<Batch, 'facts' | 'documents'>> {
    const facts: Row[] = [];
    const documents = events.flatMap((event) => journalDocuments(event));
    const byCustomer = new Map<string, Effect[]>();
    for (const event of events) {
      const effect = effectOf(event, this.calendar);
      if (effect === undefined) continue;
      if (effect.customer === undefined) {
        for (const entry of effect.entries) facts.push(entryRow(entry, NO_LABELS, { recorded, customer: '' }));
        continue;
      }
      const known = byCustomer.get(effect.customer);
      if (known === undefined) byCustomer.set(effect.customer, [effect]);
      else known.push(effect);
    }
    const histories = await this.load([...byCustomer.keys()], views);
    const ground = { views, from, policies: this.policies };
    for (const [customer, effects] of byCustomer) {
      const history = histories.get(customer) as History;
      for (const row of await foldCustomer(history, effects, { recorded, customer }, ground)) facts.push(row);
      this.histories.set(customer, history);
      documents.push({ collection: 'customers', document: { id: customer, fields: {}, body: writeHistory(history) } });
    }
    return { facts, documents };
  }

  private async load(customers: readonly string[], views: Views): Promise<ReadonlyMap<string, History>> {
    const histories = new Map<string, History>();
    const missing: string[] = [];
    for (const customer of customers) {
      const history = this.histories.get(customer);
      if (history === undefined) missing.push(customer);
      histories.set(customer, history ?? newHistory(customer));
    }
    if (missing.length === 0) return histories;
    for (const { id, body } of await views.get('customers', missing)) histories.set(id, readHistory(id, body));
    return histories;
  }
}
