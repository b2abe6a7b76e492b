import { expect } from '@jest/globals';
import { COMMANDS } from '#subjects/tables.js';
import { MappedFile } from '#imports/mapped-file.js';
import type { ReadingOptions } from '#imports/reading-options.js';
import type { Stage } from './stage.js';

const TYPES = new Map(Object.entries(COMMANDS).map(([type, { input }]) => [type, input.schema]));

/** What became of a file. */
export interface Imported {
  readonly accepted: number;
  readonly errors: readonly { readonly id: string; readonly code: string; readonly detail: string }[];
  /** Lines that are no rows. */
  readonly unread: readonly number[];
}

/** Records what a map makes of a file in the book of a stage. */
export async function importInto(
  stage: Stage,
  name: string,
  map: string,
  zone: string,
  options: ReadingOptions = {},
): Promise<Imported> {
  const { signal } = new AbortController();
  const file = await MappedFile.open({ name, map, options, others: new Map(), types: TYPES, zone, signal });
  try {
    const facts: string[] = [];
    for await (const { text } of file.facts()) facts.push(text);
    const headers = { 'content-type': 'application/x-ndjson' };
    const response = await fetch(`${stage.url}/v1/bulk`, { method: 'POST', headers, body: facts.join('\n') });
    const answer = (await response.json()) as { accepted: number; position: string; errors: Imported['errors'] };
    stage.position = answer.position;
    return { accepted: answer.accepted, errors: answer.errors, unread: file.unread.map(({ line }) => line) };
  } finally {
    await file.close();
  }
}

/** Figures by their metrics, as of the end of the file. */
export async function expectTotals(
  stage: Stage,
  totals: Readonly<Record<string, string | number | null>>,
  asOf = '2025-12-31',
): Promise<void> {
  const { rows } = (await stage.query({ metrics: Object.keys(totals), asOf })) as { rows: readonly unknown[] };
  expect(rows).toEqual([totals]);
}

/** What a map makes of a file, in whatever order its rows are. */
export interface Facts {
  readonly facts: readonly unknown[];
  readonly unread: readonly number[];
}

/** @param how the map and the zone of times without an offset */
export async function mapped(
  name: string,
  { map, zone }: { readonly map: string; readonly zone: string },
  options: ReadingOptions = {},
): Promise<Facts> {
  const { signal } = new AbortController();
  const file = await MappedFile.open({ name, map, options, others: new Map(), types: TYPES, zone, signal });
  try {
    const facts: string[] = [];
    for await (const { text } of file.facts()) facts.push(JSON.stringify(inOrder(JSON.parse(text))));
    return { facts: facts.sort(), unread: file.unread.map(({ line }) => line) };
  } finally {
    await file.close();
  }
}

/** Lines of a sale are the same in any order. */
function inOrder(fact: unknown): unknown {
  const { type, data } = fact as { type: string; data: { lines?: readonly unknown[] } };
  const lines = data.lines?.map((line) => JSON.stringify(line)).sort();
  return { type, data: { ...data, ...(lines !== undefined && { lines }) } };
}
