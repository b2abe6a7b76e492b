import { patiently } from '#engine/patience.js';
import type { Send, Settled } from '#imports/send-file.js';
import { parseJson } from '#kernel/json.js';
import { Problem } from '#kernel/problem.js';
import { BulkStopped, recordMany } from '#ledger/bulk.js';
import { fieldsOf, type BulkLine } from '#ledger/bulk-tally.js';
import type { GivingWay } from '#ledger/giving-way.js';
import type { Ledger } from '#ledger/ledger.js';

/** What an import says of each of its facts that does not say it itself. */
export interface SaidOfAll {
  /** The service that sends them. */
  readonly emitter?: string;
  /** Since when they were known: a date or an instant. */
  readonly knownSince?: string;
}

/** Milliseconds for which a store is waited for that is away. */
const PATIENCE = 120_000;

/**
 * Records facts, one JSON text each, in a ledger of this process. Where that is stopped, what is settled by then is yielded first.
 * @param way see `recordMany`
 */
export function sendingTo(
  ledger: Pick<Ledger, 'record' | 'commands'>,
  said: SaidOfAll = {},
  way?: Pick<GivingWay, 'before'>,
): Send {
  return async function* (texts): AsyncGenerator<Settled> {
    try {
      const result = await patiently(PATIENCE, () => recordMany(ledger, linesOf(texts, said), way));
      yield { ...result, lines: texts.length };
    } catch (error) {
      if (error instanceof BulkStopped) yield { ...error.result, lines: error.nextLine - 1 };
      throw error;
    }
  };
}

async function* linesOf(texts: readonly string[], said: SaidOfAll): AsyncIterable<BulkLine> {
  for (const [i, text] of texts.entries()) yield lineOf(i + 1, text, said);
}

function lineOf(line: number, text: string, said: SaidOfAll): BulkLine {
  try {
    return { line, value: withSaid(parseJson(Buffer.from(text)), said) };
  } catch (error) {
    if (error instanceof Problem) return { line, problem: error };
    throw error;
  }
}

/** What a fact says itself holds. */
function withSaid(value: unknown, { emitter, knownSince }: SaidOfAll): unknown {
  if (!isObject(value) || (emitter === undefined && knownSince === undefined)) return value;
  const { data } = fieldsOf(value);
  return {
    ...(knownSince !== undefined && { knownSince }),
    ...value,
    ...(emitter !== undefined && isObject(data) && { data: { emitter, ...data } }),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
