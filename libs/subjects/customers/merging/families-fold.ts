import { forestAfter, joiningsOf, type KnownJoining } from '#figures/exclusions-joined.js';
import { Forest, type Family } from '#figures/forest.js';
import type { Row } from '#kernel/ports/views-schema.js';
import type { Ground } from '#kernel/projection.js';
import type { Policies } from '../../policies/policy.js';
import { addEffect, allFacts, type AnySeries } from '../timeline/customer-batch.js';
import type { MergeStep, PlacedEffect } from '../timeline/entry.js';
import { newHistory, type History } from '../timeline/history.js';
import { joined } from './joined.js';
import { mergedEvents, type PlacedOf } from './merged-events.js';
import { changesOf } from './changes-of.js';

/** What the effects on customers who are merged, or were once, are folded on. */
export interface FamilyBasis {
  readonly ground: Ground;
  readonly policies: Policies;
  readonly series: ReadonlyMap<string, AnySeries>;
  readonly placedOf: PlacedOf;
  readonly recorded: number;
}

/** The facts, and where the customers of the effects belong afterwards. */
export interface FamiliesFolded {
  readonly facts: readonly Row[];
  readonly families: ReadonlyMap<string, FamilyFolded>;
}

interface FamilyFolded {
  readonly family: Family;
  /** All merges of those whom they ever joined with it, where one of them was ever said to be excluded. */
  readonly joinings: readonly KnownJoining[] | undefined;
  /** Those by which it was merged itself, or no more; undefined where none is among the effects. */
  readonly merges: readonly KnownJoining[] | undefined;
}

/**
 * Of each effect facts(all before it and it) - facts(all before it), of all who are one: worked out of the log alone, so that it makes no
 * difference which shard has the others, and how far it is followed. What comes together is subtracted together.
 * @param own those of a batch that have to do with merged customers, in the order of the log
 */
export async function foldFamilies(own: readonly PlacedEffect[], basis: FamilyBasis): Promise<FamiliesFolded> {
  const facts: Row[] = [];
  const families = new Map<string, FamilyFolded>();
  const told = new Set<number>();
  for (const { customer: id = '', position: first } of own) {
    if (told.has(first)) continue;
    const { customers, effects } = await mergedEvents(id, own, basis.ground, basis.placedOf);
    // Who is joined by the last of all comes later, by itself, and finds the others told.
    const ours = new Set(
      own.flatMap(({ customer = '', position }) => (customers.has(customer) && !told.has(position) ? [position] : [])),
    );
    for (const position of ours) told.add(position);
    const walk = new Walk(ours, basis);
    for (const effect of effects) walk.take(effect);
    walk.end();
    for (const fact of walk.facts) facts.push(fact);
    for (const { customer = '', position } of own)
      if (ours.has(position)) families.set(customer, walk.familyOf(customer));
  }
  return { facts, families };
}

/** What happened to one customer by itself. */
interface Member {
  readonly history: History;
  readonly effects: PlacedEffect[];
}

/** Goes along all that happened, and tells what those effects change that are ours to tell of. */
class Walk {
  readonly facts: Row[] = [];
  private readonly members = new Map<string, Member>();
  private readonly joinings: KnownJoining[] = [];
  private readonly merges = new Map<string, readonly KnownJoining[]>();
  private readonly told = new Map<string, readonly KnownJoining[] | undefined>();
  private forest = new Forest();
  /** Of those whom ours have changed since the last that was another's, their facts before. */
  private readonly before = new Map<string, readonly Row[]>();

  constructor(
    private readonly ours: ReadonlySet<number>,
    private readonly basis: FamilyBasis,
  ) {}

  take(effect: PlacedEffect): void {
    const { customer = '', merge, position } = effect;
    const isOurs = this.ours.has(position);
    if (!isOurs || merge !== undefined) this.end();
    if (merge !== undefined) this.join(merge, effect, isOurs);
    const survivor = this.forest.survivorOf(customer);
    if (isOurs && merge === undefined && !this.before.has(survivor)) this.before.set(survivor, this.factsOf(survivor));
    const member = this.memberOf(customer);
    addEffect(member.history, effect, this.basis.series);
    member.effects.push(effect);
    if (isOurs) this.told.set(customer, this.toldOf(customer));
  }

  /** What its exclusion depends on by its own last event: it is the same whatever else comes with that. */
  private toldOf(customer: string): readonly KnownJoining[] | undefined {
    if ([...this.members.values()].every(({ history }) => history.exclusions.length === 0)) return undefined;
    const own = joiningsOf(customer, this.joinings);
    const members = [customer, ...own.flatMap(({ merged, into }) => [merged, into])];
    return members.some((id) => this.memberOf(id).history.exclusions.length > 0) ? own : undefined;
  }

  /** Nothing of ours follows that comes together with those before. */
  end(): void {
    for (const [survivor, rows] of this.before) this.tell(rows, this.factsOf(survivor));
    this.before.clear();
  }

  familyOf(customer: string): FamilyFolded {
    return {
      family: this.forest.familyOf(customer),
      joinings: this.told.get(customer),
      merges: this.merges.get(customer),
    };
  }

  /** The two are one, or two, from the first of the pair of events on; what that changes is told with the second. */
  private join(step: MergeStep, { customer, position }: PlacedEffect, isOurs: boolean): void {
    const { merged, into, survivor, joins, recorded } = step;
    if (customer === merged) {
      this.joinings.push({ position, recorded, merged, into, joins });
      if (isOurs)
        this.merges.set(
          merged,
          this.joinings.filter((joining) => joining.merged === merged),
        );
      this.forest.take(step);
      return;
    }
    if (!isOurs) return;
    const then = forestAfter(this.joinings.slice(0, -1));
    const all = (forest: Forest): readonly Row[] =>
      [...new Set([survivor, merged].map((one) => forest.survivorOf(one)))].flatMap((one) => this.factsOf(one, forest));
    this.tell(all(then), all(this.forest));
  }

  private tell(before: readonly Row[], after: readonly Row[]): void {
    for (const row of changesOf(before, after)) this.facts.push(row);
  }

  private factsOf(survivor: string, forest = this.forest): readonly Row[] {
    const members = forest.membersOf(survivor).map((id) => this.memberOf(id));
    const entries = members.flatMap(({ effects }) => effects.flatMap((effect) => effect.entries));
    const days = members.flatMap(({ effects }) => effects.map(({ day }) => day));
    if (days.length === 0) return [];
    const from = [...days, ...entries.map(({ day }) => day)].reduce((least, day) => Math.min(least, day));
    const { recorded, policies, series } = this.basis;
    const history = joined(members.map((member) => member.history));
    return allFacts(history, entries, from, { recorded, customer: survivor }, { policies, series });
  }

  private memberOf(id: string): Member {
    const known = this.members.get(id) ?? { history: newHistory(id), effects: [] };
    this.members.set(id, known);
    return known;
  }
}
