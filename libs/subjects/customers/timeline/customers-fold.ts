import { LRUCache } from 'lru-cache';
import { FactTable } from '#engine/batch/fact-table.js';
import type { KnownJoining } from '#figures/exclusions-joined.js';
import { EXCLUSIONS, exclusionDocument } from '#figures/exclusions.js';
import type { Changes, Ground } from '#kernel/projection.js';
import { newHistory, type History } from './history.js';
import { readHistory, writeHistory } from './stored-history.js';
import { NO_LABELS } from './labels.js';
import type { Policies } from '../../policies/policy.js';
import { foldFamilies } from '../merging/families-fold.js';
import { MERGES_KEPT, mergesDocument } from '../merging/merges-kept.js';
import type { PlacedOf } from '../merging/merged-events.js';
import { addEffect, foldCustomer, seriesNamed, type AnySeries } from './customer-batch.js';
import type { Fold } from '../../facts.js';
import type { Series } from '../../series.js';
import type { PlacedEffect } from './entry.js';
import { entryDocuments } from './entry-documents.js';
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
    private readonly placedOf: PlacedOf,
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
    const { policies, series, placedOf } = this;
    const basis = { views: ground, policies, series, effectOf: placedOf };
    const joint: PlacedEffect[] = [];
    for (const [customer, own] of byCustomer) {
      const history = histories.get(customer) as History;
      const alone = this.aloneIn(own, history);
      for (const effect of alone) for (const one of entryDocuments(effect, this.isLabelled)) documents.push(one);
      if (alone.length < own.length) {
        for (const effect of own) joint.push(effect);
        continue;
      }
      for (const row of await foldCustomer(history, own, { recorded, customer }, basis)) facts.add(row);
      if (history.exclusions.length > 0) documents.push(excluded(history));
      documents.push(this.written(history));
    }
    if (joint.length > 0) {
      const changes = await this.foldJoint(joint, histories, recorded, ground);
      facts.addAll(changes.facts);
      for (const document of changes.documents) documents.push(document);
    }
    return { facts, documents };
  }

  /** What comes before all merges of a customer: wherever a batch ends, that is the same. */
  private aloneIn(own: readonly PlacedEffect[], { family }: History): readonly PlacedEffect[] {
    if (family !== undefined) return [];
    const first = own.findIndex(({ merge }) => merge !== undefined);
    return first < 0 ? own : own.slice(0, first);
  }

  /** Of customers who are merged with others, or were once: what is kept of each is what happened under its own id. */
  private async foldJoint(
    effects: PlacedEffect[],
    histories: ReadonlyMap<string, History>,
    recorded: number,
    ground: Ground,
  ): Promise<Changes> {
    const { policies, series, placedOf } = this;
    effects.sort((a, b) => a.position - b.position);
    const { facts, families } = await foldFamilies(effects, { ground, policies, series, placedOf, recorded });
    for (const effect of effects) addEffect(histories.get(effect.customer ?? '') as History, effect, series);
    const documents = [...families].flatMap(([customer, { family, joinings, merges }]) => {
      const history = histories.get(customer) as History;
      history.family = family;
      return [
        ...(joinings === undefined ? [] : [excluded(history, joinings)]),
        ...(merges === undefined ? [] : [{ collection: MERGES_KEPT.name, document: mergesDocument(customer, merges) }]),
        this.written(history),
      ];
    });
    return { facts, documents };
  }

  private written(history: History): Changes['documents'][number] {
    this.histories.set(history.id, history);
    return { collection: 'customers', document: { id: history.id, fields: {}, body: writeHistory(history) } };
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

function excluded({ id, exclusions }: History, joinings?: readonly KnownJoining[]): Changes['documents'][number] {
  return { collection: EXCLUSIONS.name, document: exclusionDocument(id, exclusions, joinings) };
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
