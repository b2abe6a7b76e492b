import { Problem } from '#kernel/problem.js';
import type { Basis } from '#kernel/ports/basis.js';
import type { Views } from '#kernel/ports/views.js';
import type { Catalogue } from './catalogue.js';
import type { Part } from './formulas/page.js';
import type { Behind } from './formulas/source.js';
import type { Metric } from './metric.js';
import { sharesOf, type Shares } from './records.js';
import { cut, onSpan } from './span.js';

/** Why a figure differs between two points: the facts dated by one time, as known at another. */
export const CAUSES_OF_CHANGE = ['new', 'late', 'refunds', 'voids', 'policies'] as const;
export type CauseOfChange = (typeof CAUSES_OF_CHANGE)[number];

/** A point: cut by days on both clocks, and read models, which may be cut themselves. */
export interface Point {
  readonly asOf: number;
  readonly knownAt?: number;
  readonly views: Views;
}

/** The way from a to b: each point differs from the one before in one thing. */
export interface Steps {
  /** Dated, known and under the policies as at a. */
  readonly start: Point;
  /** Under the policies as at b. */
  readonly policies: Point;
  /** Known as at b, too. */
  readonly known: Point;
  /** And dated as at b. */
  readonly end: Point;
}

export interface ExplainQuestion {
  readonly metric: Metric;
  readonly where: Readonly<Record<string, readonly string[]>>;
  readonly from?: number;
  readonly to?: number;
  readonly basis?: Basis;
  readonly steps: Steps;
  /** Of each kind of taking back, the records and customers that it happened to between the two times of knowing. */
  readonly takenBack: { readonly voids: ReadonlySet<string>; readonly refunds: ReadonlySet<string> };
}

export interface Explanation {
  readonly a: bigint;
  readonly b: bigint;
  /** Per cause the things behind it with their shares. All shares sum to b - a, exactly. */
  readonly parts: Readonly<Record<CauseOfChange, Shares>>;
}

/**
 * b - a in steps, each of which changes one thing: the policies (both clocks as at a), then what is known, then what is dated. What the
 * steps change is split by what happened to the things behind it.
 * @throws Problem for a metric that has no records of its own
 */
export async function explain(question: ExplainQuestion, catalogue: Catalogue): Promise<Explanation> {
  const behind = catalogue.behind(question.metric);
  const given = new Changes();
  for (const { side, metric } of catalogue.partsOf(question.metric)) {
    const { steps } = question;
    const [start, policies, known, end] = (await Promise.all(
      [steps.start, steps.policies, steps.known, steps.end].map((point) =>
        sharesAt({ ...question, metric }, point, catalogue),
      ),
    )) as [Shares, Shares, Shares, Shares];
    given.total(start, end);
    given.add(start, policies, () => 'policies');
    given.add(policies, known, (id) => causeOf(id, side, behind, question));
    given.add(known, end, () => (side === 'refunded' ? 'refunds' : 'new'));
  }
  return given.explanation();
}

function causeOf(id: string, side: Part['side'], behind: Behind, { takenBack }: ExplainQuestion): CauseOfChange {
  if (takenBack.voids.has(id)) return 'voids';
  if (side === 'refunded') return 'refunds';
  // Where refunds are not a part of the figure by themselves, they can only have moved the customer.
  return behind === 'customer' && takenBack.refunds.has(id) ? 'refunds' : 'late';
}

async function sharesAt(
  { metric, where, from, to, basis }: Pick<ExplainQuestion, 'metric' | 'where' | 'from' | 'to' | 'basis'>,
  { asOf, knownAt, views }: Point,
  catalogue: Catalogue,
): Promise<Shares> {
  const known = { ...(knownAt !== undefined && { knownAt }), ...(basis !== undefined && { basis }) };
  const span = { asOf, ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...known };
  return onSpan(span, views, catalogue.rows, (days) =>
    sharesOf({ metric, where, window: cut(days, days, asOf), asOf, ...known }, views, catalogue),
  );
}

/** Sums up what the steps changed. */
class Changes {
  private a = 0n;
  private b = 0n;
  private readonly parts = new Map<CauseOfChange, Map<string, bigint>>();

  total(start: Shares, end: Shares): void {
    for (const share of start.values()) this.a += share;
    for (const share of end.values()) this.b += share;
  }

  add(before: Shares, after: Shares, causeOf: (id: string) => CauseOfChange): void {
    for (const id of new Set([...before.keys(), ...after.keys()])) {
      const change = (after.get(id) ?? 0n) - (before.get(id) ?? 0n);
      if (change === 0n) continue;
      const cause = causeOf(id);
      const part = this.parts.get(cause) ?? new Map<string, bigint>();
      this.parts.set(cause, part);
      part.set(id, (part.get(id) ?? 0n) + change);
    }
  }

  explanation(): Explanation {
    const part = (cause: CauseOfChange): Shares =>
      new Map([...(this.parts.get(cause) ?? [])].filter(([, share]) => share !== 0n));
    const parts = {
      new: part('new'),
      late: part('late'),
      refunds: part('refunds'),
      voids: part('voids'),
      policies: part('policies'),
    };
    const sum = Object.values(parts).reduce(
      (total, shares) => [...shares.values()].reduce((one, share) => one + share, total),
      0n,
    );
    if (sum !== this.b - this.a) throw new Error('an explanation that does not balance');
    return { a: this.a, b: this.b, parts };
  }
}

/** @throws Problem for a cause that there is none of */
export function parseCause(text: unknown): CauseOfChange {
  const found = CAUSES_OF_CHANGE.find((cause) => cause === text);
  if (found !== undefined) return found;
  const detail = `must be one of ${CAUSES_OF_CHANGE.join(', ')}`;
  throw new Problem('invalid-request', `part ${detail}`, [{ field: 'part', detail }]);
}
