import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { segmentColumn } from '../segment-dimension.js';
import { addedUp, type Piece, type Wanted } from './added-up.js';
import { Pieces } from './spans.js';

/** Requests about the same facts, however they are cut by days: one look has all of them. */
export interface OneLook {
  readonly request: SumRequest;
  /** The cells of each of the requests, in their order. @param cells of the look */
  answers(cells: readonly Cell[]): readonly (readonly Cell[])[];
}

/** By which there are as many groups as facts, or nearly: adding up leaves no fewer. */
const APART: readonly string[] = ['customer', 'record', 'recorded'];

/**
 * Whether sums of its parts are its sums, and fewer than the facts: what is counted once in a window, or compared with it, does not add up,
 * but for things that are on one day only where all that is known is asked for. Nor does what goes by segments, or is on another basis than that of the facts: both depend on what was known, as does who is excluded.
 */
export function addsUp(request: SumRequest): boolean {
  const { distinct, onOneDay, markBeforeWindow, where, group, worth, places, basis, excluding, recordedTo } = request;
  if (excluding !== undefined && (recordedTo !== undefined || excluding.level !== undefined)) return false;
  if (worth !== undefined || places !== undefined || basis !== undefined) return false;
  if ([...group, ...Object.keys(where)].some((name) => segmentColumn(name) !== undefined)) return false;
  const isCountedOnce =
    distinct !== undefined && !(onOneDay === true && recordedTo === undefined && excluding === undefined);
  return !isCountedOnce && markBeforeWindow !== true && !group.some((name) => APART.includes(name));
}

/**
 * One look for many requests that add up, of one series and with the same filters, the groups of each among those of the first: the facts
 * added up by the pieces that the windows cut days into, and by the day they were recorded on where that matters.
 */
export function oneLook(requests: readonly SumRequest[]): OneLook {
  const [{ series, where, group, excluding, distinct } = none()] = requests;
  const pieces = new Pieces(requests.flatMap(({ windows }) => windows));
  const measures = [...new Set(requests.flatMap((request) => request.measures))];
  const known = requests.map(({ recordedTo }) => recordedTo ?? Infinity);
  const isCut = known.some((day) => day !== Infinity);
  const latest = Math.max(...known);
  const request: SumRequest = {
    series,
    measures,
    where,
    group: isCut ? [...group, 'recorded'] : group,
    windows: pieces.windows,
    ...(latest !== Infinity && { recordedTo: latest }),
    ...(excluding !== undefined && { excluding }),
    ...(distinct !== undefined && { distinct, onOneDay: true }),
  };
  return { request, answers: (cells) => divided(requests, cells, { group, measures, pieces, isCut }) };
}

interface Looked {
  readonly group: readonly string[];
  readonly measures: readonly string[];
  readonly pieces: Pieces;
  readonly isCut: boolean;
}

function divided(requests: readonly SumRequest[], cells: readonly Cell[], looked: Looked) {
  const answers = requests.map((): Cell[] => []);
  const alike = Map.groupBy(requests.keys(), (i) => {
    const { group, measures } = requests[i] as SumRequest;
    return JSON.stringify([group, measures]);
  });
  for (const indexes of alike.values()) {
    const [{ group, measures } = none()] = indexes.map((i) => requests[i]);
    const wanted = indexes.flatMap((i) => wantedBy(requests[i] as SumRequest, i, looked));
    const { found, groups } = grouped(cells, group, looked);
    const shown = { groups, measures: measures.map((name) => looked.measures.indexOf(name)) };
    addedUp(wanted, found, shown, (one, own) => answers[one.request]?.push(...own));
  }
  return answers;
}

function wantedBy({ windows, recordedTo = Infinity }: SumRequest, request: number, { pieces }: Looked) {
  return windows.map((days, window): Wanted => {
    const [first, last] = pieces.of(days);
    return { request, window, first, last, recordedTo };
  });
}

/** The cells with the groups that some requests name. */
function grouped(cells: readonly Cell[], named: readonly string[], { group, isCut }: Looked) {
  const places = named.map((name) => group.indexOf(name));
  const ids = new Map<string, number>();
  const groups: Cell['group'][] = [];
  const found = cells.map(({ window: at, group: all, sums }): Piece => {
    const own = places.map((place) => all[place] as string);
    const key = JSON.stringify(own);
    let id = ids.get(key);
    if (id === undefined) {
      id = groups.push(own) - 1;
      ids.set(key, id);
    }
    return { at, recorded: isCut ? Number(all.at(-1)) : -Infinity, group: id, sums };
  });
  return { found, groups };
}

function none(): never {
  throw new Error('a look for no request');
}
