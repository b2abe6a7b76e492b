import { LRUCache } from 'lru-cache';
import type { Changes, Ground } from '#kernel/projection.js';
import type { Row } from '#kernel/ports/views-schema.js';
import { newHistory, readHistory, writeHistory, type History } from '../customer/history.js';
import { NO_LABELS } from '../customer/labels.js';
import type { Policies } from '../customer/policy.js';
import { foldCustomer } from './customer-batch.js';
import type { Effect } from './effect.js';
import { entryRow } from './rows.js';

/** Histories kept in memory between batches; a miss costs one read. */
const REMEMBERED = 5_000;

/** Folds what events mean for customers and guests into facts, and the histories they are made from. */
export class CustomersFold {
  private readonly histories = new LRUCache<string, History>({ max: REMEMBERED });

  constructor(private readonly policies: Policies) {}

  reset(): void {
    this.histories.clear();
  }

  async fold(from: number, effects: readonly Effect[], recorded: number, ground: Ground): Promise<Changes> {
    const facts: Row[] = [];
    const documents: Changes['documents'][number][] = [];
    const byCustomer = new Map<string, Effect[]>();
    for (const effect of effects) {
      if (effect.customer === undefined) {
        for (const entry of effect.entries) facts.push(entryRow(entry, NO_LABELS, { recorded, customer: '' }));
        continue;
      }
      const known = byCustomer.get(effect.customer);
      if (known === undefined) byCustomer.set(effect.customer, [effect]);
      else known.push(effect);
    }
    const histories = await this.load([...byCustomer.keys()], ground);
    const basis = { views: ground, from, policies: this.policies };
    for (const [customer, own] of byCustomer) {
      const history = histories.get(customer) as History;
      for (const row of await foldCustomer(history, own, { recorded, customer }, basis)) facts.push(row);
      this.histories.set(customer, history);
      documents.push({ collection: 'customers', document: { id: customer, fields: {}, body: writeHistory(history) } });
    }
    return { facts, documents };
  }

  private async load(customers: readonly string[], ground: Ground): Promise<ReadonlyMap<string, History>> {
    const histories = new Map<string, History>();
    const missing: string[] = [];
    for (const customer of customers) {
      const history = this.histories.get(customer);
      if (history === undefined) missing.push(customer);
      histories.set(customer, history ?? newHistory(customer));
    }
    if (missing.length === 0) return histories;
    for (const { id, body } of await ground.get('customers', missing)) histories.set(id, readHistory(id, body));
    return histories;
  }
}
