import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Document, Sums, Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { whereNobodyIs } from '../counted-views.js';
import { addsUp, oneLook } from './one-look.js';

/** Requests about the same facts from which on one look at all of them is worth more than several: few share looks anyway. */
const MANY = 4;

interface Waiting {
  readonly requests: readonly SumRequest[];
  readonly resolve: (sums: Sums) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Read models for many answers that are worked out side by side: what they ask of the facts at the same time is asked together, in as few
 * looks as there are different facts, and documents are read once. Good for one run: what was read once is not read again.
 */
export function gathered(views: Views): Views {
  const waiting: Waiting[] = [];
  const known = new Map<string, Promise<unknown>>();
  const once = <Answer>(what: readonly unknown[], look: () => Promise<Answer>): Promise<Answer> => {
    const key = JSON.stringify(what);
    const answer = (known.get(key) as Promise<Answer> | undefined) ?? look();
    known.set(key, answer);
    return answer;
  };
  const find: Views['find'] = (collection, which) =>
    once(['find', collection, which], () => views.find(collection, which));
  const sums = (requests: readonly SumRequest[]): Promise<Sums> =>
    new Promise((resolve, reject) => {
      if (waiting.push({ requests, resolve, reject }) === 1)
        void flush({ schema: views.schema, find, sums: (own) => views.sums(own) }, waiting);
    });
  return {
    schema: views.schema,
    apply: () => Promise.reject(new Error('a question changes nothing')),
    checkpoint: (shard) => views.checkpoint(shard),
    sums,
    firstDay: (series) => once(['firstDay', series], () => views.firstDay(series)),
    get: (collection, ids) => once<readonly Document[]>(['get', collection, ids], () => views.get(collection, ids)),
    find,
    close: () => Promise.reject(new Error('who opened it closes it')),
  };
}

/** When everybody who could ask has asked. */
async function flush(views: Pick<Views, 'find' | 'schema' | 'sums'>, waiting: Waiting[]): Promise<void> {
  await othersTurn();
  const all = waiting.splice(0);
  try {
    const requests = await whereNobodyIs(
      all.flatMap((one) => one.requests),
      views,
    );
    const { position, cells } = await sumsOf(requests, views);
    let at = 0;
    for (const { requests: own, resolve } of all) resolve({ position, cells: cells.slice(at, (at += own.length)) });
  } catch (error) {
    for (const { reject } of all) reject(error);
  }
}

/** Answers requests that are about few different facts in as many looks. */
export async function sumsOf(requests: readonly SumRequest[], views: Pick<Views, 'sums'>): Promise<Sums> {
  const different = new Map<string, SumRequest>();
  const keys = requests.map((request) => {
    const key = JSON.stringify(request);
    different.set(key, request);
    return key;
  });
  const looks = looksFor([...different]);
  const { position, cells } = await views.sums(looks.map(({ request }) => request));
  const found = new Map(
    looks.flatMap(({ keys: own, answers }, i) =>
      answers(cells[i] ?? []).map((answer, at) => [own[at] ?? '', answer] as const),
    ),
  );
  return { position, cells: keys.map((key) => found.get(key) ?? []) };
}

interface Look {
  readonly request: SumRequest;
  readonly keys: readonly string[];
  readonly answers: ReturnType<typeof oneLook>['answers'];
}

function looksFor(requests: readonly (readonly [key: string, request: SumRequest])[]): readonly Look[] {
  const byFacts = Map.groupBy(requests, ([key, request]) => (addsUp(request) ? factsOf(request) : key));
  return [...byFacts.values()].flatMap((alike) => divisionsOf(alike).flatMap(lookOf));
}

/** What is the same for requests that one look may answer. */
function factsOf({ series, where, recordedTo, excluding, distinct, measures, group }: SumRequest): string {
  const counted = distinct === undefined ? [] : [distinct, measures, group];
  return JSON.stringify([series, where, recordedTo === undefined, excluding, ...counted]);
}

/** Those whose groups are among those of the first. */
function divisionsOf<One extends readonly [string, SumRequest]>(requests: readonly One[]): readonly (readonly One[])[] {
  const divisions: One[][] = [];
  for (const one of requests.toSorted(([, a], [, b]) => b.group.length - a.group.length)) {
    const [, { group }] = one;
    const found = divisions.find(([first]) => group.every((name) => first?.[1].group.includes(name)));
    if (found === undefined) divisions.push([one]);
    else found.push(one);
  }
  return divisions;
}

function lookOf(alike: readonly (readonly [string, SumRequest])[]): readonly Look[] {
  if (alike.length < MANY)
    return alike.map(([key, request]) => ({ request, keys: [key], answers: (cells) => [cells] }));
  return [{ ...oneLook(alike.map(([, request]) => request)), keys: alike.map(([key]) => key) }];
}
