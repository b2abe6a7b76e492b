import { LRUCache } from 'lru-cache';
import { FactTable } from '#engine/batch/fact-table.js';
import { EXCLUSIONS, exclusionDocument } from '#figures/exclusions.js';
import type { Changes, Ground } from '#kernel/projection.js';
import { newHistory, readHistory, writeHistory, type History } from './history.js';
import { NO_LABELS } from './labels.js';
import type { Policies } from '../../policies/policy.js';
import { foldCustomer, seriesNamed, type AnySeries } from './customer-batch.js';
import type { Fold } from '../../facts.js';
import type { Series } from '../../series.js';
import type { PlacedEffect } from './entry.js';
import { entryDocuments, type EffectOf } from './entry-documents.js';
import { entryRow } from './rows.js';

/** Histories kept in memory between batches; a miss costs one read. */
const REMEMBERED = 5_000;

/** Folds what events mean for customers and guests into facts, and the histories they are made from. */
export class CustomersFold implements Fold<PlacedEffect> {
  private readonly histories = new LRUCache<string, History>({ max: REMEMBERED });

  private readonly series: ReadonlyMap<string, AnySeries>;

  /** @param series every one there is: effects have entries in the labelled ones */
  constructor(
    private readonly policies: Policies,
    series: readonly Series[],
    private readonly effectOf: EffectOf,
  ) {
    this.series = new Map(series.flatMap((one) => labelled(one)).map((one) => [one.name, one]));
  }

  reset(): void {
    this.histories.clear();
  }

  async fold(effects: readonly PlacedEffect[], recorded: number, ground: Ground): Promise<Changes> {
    const facts = new FactTable();
    const documents: Changes['documents'][number][] = [];
    const byCustomer = new Map<string, PlacedEffect[]>();
    for (const effect of effects) {
      if (effect.customer === undefined) {
        for (const entry of effect.entries)
          facts.add(entryRow(entry, seriesNamed(this.series, entry.series), NO_LABELS, { recorded, customer: '' }));
        continue;
      }
      const known = byCustomer.get(effect.customer);
      if (known === undefined) byCustomer.set(effect.customer, [effect]);
      else known.push(effect);
    }
    const histories = await this.load([...byCustomer.keys()], ground);
    const { policies, series, effectOf } = this;
    const basis = { views: ground, policies, series, effectOf };
    for (const [customer, own] of byCustomer) {
      const history = histories.get(customer) as History;
      for (const row of await foldCustomer(history, own, { recorded, customer }, basis)) facts.add(row);
      this.histories.set(customer, history);
      for (const effect of own) for (const one of entryDocuments(effect, this.isLabelled)) documents.push(one);
      const { exclusions } = history;
      if (exclusions.length > 0)
        documents.push({ collection: EXCLUSIONS.name, document: exclusionDocument(customer, exclusions) });
      documents.push({ collection: 'customers', document: { id: customer, fields: {}, body: writeHistory(history) } });
    }
    return { facts, documents };
  }

  /** Whether what is in it is put again under other labels, from documents. */
  private readonly isLabelled = (series: string): boolean => 'days' in seriesNamed(this.series, series);

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

function labelled({ name, dimensions, labels, measures, days, ...kept }: Series): readonly AnySeries[] {
  if (labels === undefined) return [];
  const series = { name, own: dimensions.length, labels };
  if (days !== undefined) return [{ ...series, days }];
  const { levels = [], steps = {}, workedOut } = kept;
  const names = Object.keys(measures);
  const stepped = names
    .map((measure) => steps[measure])
    .map((level) => (level === undefined ? level : names.indexOf(level)));
  return [
    {
      ...series,
      levels: names.map((measure) => levels.includes(measure)),
      steps: stepped,
      ...(workedOut !== undefined && { workedOut }),
    },
  ];
}
