import { setImmediate as othersTurn } from 'node:timers/promises';
import { CATALOGUE } from '#subjects/catalogue.js';
import type { Policies } from '#subjects/policies/policy.js';
import type { Definitions } from '#subjects/policies/policy-sets.js';
import { basisViews } from '#subjects/basis-views.js';
import { mergedViews } from '#subjects/customers/merging/merged-views.js';
import { segmentViews } from '#subjects/segments/dimension/segment-views.js';
import { EVENT_TYPES, MONEY, OF_CUSTOMER, timelineEffect as effectOf, UNJOINED } from '#subjects/tables.js';
import { countedViews } from '#figures/counted-views.js';
import { openedViews } from '#figures/journal/opened-views.js';
import { maskedViews } from '#figures/journal/masked-views.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Step } from '#kernel/step.js';
import type { Keyring } from '#kernel/ports/keyring.js';
import type { Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { positionToken } from '../position-token.js';
import { writeJson, type JsonAnswer } from './json-answer.js';
import type { Kept } from './kept.js';
import { needMadeOfRows, type NarrowedTo } from './narrowed.js';
import { READS, type Answered, type On, type ReadKind } from './reads.js';
import type { Stored } from './stored.js';
import type { Under } from './under.js';

/** A question on its way to whoever works it out. */
export interface Reading {
  readonly kind: ReadKind;
  readonly asked: unknown;
  readonly on: {
    readonly stored: Stored;
    readonly policies: Policies;
    readonly definitions: Definitions;
    /** What of it is seen; absent where all is. */
    readonly narrowed?: NarrowedTo;
    /** What is of a person is left out. */
    readonly masked?: true;
  };
  /** Whether its answer is wanted as bytes to be sent, or as a value to go on with. */
  readonly as: 'json' | 'value';
}

/** An answer as it was wanted. */
export type WorkedOut = JsonAnswer | Answered<ReadKind>;

export interface ReadingPlace {
  readonly calendar: Calendar;
  readonly currency: string;
  readonly open: (stored: Stored) => Views;
  /** What is kept of a version. */
  readonly keptOf: (stored: Stored) => Kept;
  /** What is personal is opened with; undefined where it is kept as it is. */
  readonly keyring?: Pick<Keyring, 'get'> | undefined;
  /** What it throws ends the work. */
  readonly step: Step;
  /** The head of the log up to a position; absent where there is none to be asked. */
  readonly headAt?: On['headAt'];
  /** Whether others need this thread too. */
  readonly shared: boolean;
}

/** Works a question out, step by step. Whoever works one out does it here. */
export async function workOut({ kind, asked, on, as }: Reading, place: ReadingPlace): Promise<WorkedOut> {
  const { calendar, currency, step, shared } = place;
  const { policies, definitions, stored, narrowed, masked } = on;
  const sight = masked === true ? { masked } : {};
  const open = (from: Stored, under: Partial<Under> = {}): Views => {
    const stepped = stepping(place.open(from), place);
    const views = place.keyring === undefined ? stepped : openedViews(stepped, place.keyring);
    const shown = masked === true ? maskedViews(views, EVENT_TYPES) : views;
    const onBasis = basisViews(mergedViews(shown, UNJOINED), {
      calendar,
      currency,
      money: MONEY,
      ofCustomer: OF_CUSTOMER,
    });
    // Rules are about all there is: whoever sees a part only is refused before.
    if (narrowed !== undefined) return countedViews(onBasis);
    const context = { calendar, policies: under.policies ?? policies, effectOf, ...sight };
    return countedViews(segmentViews(onBasis, context, step, under.ruleOf));
  };
  needMadeOfRows(kind, asked, narrowed);
  const run = READS[kind] as (asked: unknown, on: On) => Promise<Answered<ReadKind>>;
  const kept = place.keptOf(stored);
  const catalogue = CATALOGUE.within(narrowed?.rows, narrowed?.minGroup);
  const position = (own: string): string => (narrowed === undefined ? own : positionToken(narrowed.positions, own));
  // How many events there are is not for who sees a part only.
  const headAt = (narrowed === undefined ? place.headAt : undefined) ?? (() => Promise.resolve(undefined));
  const turn = async (): Promise<void> => {
    if (shared) await othersTurn();
    step();
  };
  const known = {
    kept,
    ...sight,
    policies,
    definitions,
    calendar,
    currency,
    open,
    catalogue,
    position,
    step: turn,
    check: step,
    headAt,
  };
  const answer = await run(asked, { views: open(stored), ...known });
  if (as === 'value') return answer;
  return writeJson(answer, turn);
}

/** The same read models, with a step before each look at them. */
function stepping(views: Views, { step, shared }: ReadingPlace): Views {
  const stepped = async <Answer>(look: () => Promise<Answer>): Promise<Answer> => {
    if (shared) await othersTurn();
    step();
    return look();
  };
  return {
    schema: views.schema,
    apply: () => Promise.reject(new Error('a question changes nothing')),
    checkpoint: (shard) => stepped(() => views.checkpoint(shard)),
    sums: (requests) => stepped(() => onceEach(requests, (different) => views.sums(different, step))),
    firstDay: (series) => stepped(() => views.firstDay(series, step)),
    get: (collection, ids) => stepped(() => views.get(collection, ids)),
    find: (collection, find) => stepped(() => views.find(collection, find)),
    close: () => Promise.reject(new Error('who opened it closes it')),
  };
}

/** Metrics of one question share much of what they are made of: it is asked for once. */
async function onceEach(
  requests: readonly SumRequest[],
  sums: (requests: readonly SumRequest[]) => ReturnType<Views['sums']>,
) {
  const different = new Map<string, { readonly request: SumRequest; readonly index: number }>();
  const indexes = requests.map((request) => {
    const key = JSON.stringify(request);
    const { index } = different.get(key) ?? { index: different.size };
    different.set(key, { request, index });
    return index;
  });
  if (different.size === requests.length) return sums(requests);
  const { position, cells } = await sums([...different.values()].map(({ request }) => request));
  return { position, cells: indexes.map((index) => cells[index] ?? []) };
}
