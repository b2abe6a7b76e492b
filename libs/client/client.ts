import { recordAll, type BulkOptions, type Settled } from './bulk.js';
import { each } from './each.js';
import { LISTINGS, type Each } from './generated/each.js';
import { STREAMS, type Fact } from './generated/facts.js';
import { TABLES, type Files } from './generated/files.js';
import { ROUTES, type LiveFacts, type Operations } from './generated/index.js';
import { follow, type LiveOptions } from './live.js';
import { tileOf } from './log-tile.js';
import { WAITS, type Persistence } from './persistence.js';
import { call, type CallOptions, type Route } from './route.js';
import { fileOf } from './table-file.js';
import type { Transport } from './transport.js';

export interface ClientOptions extends Partial<Persistence> {
  /** Instead of the one there is. */
  readonly fetch?: typeof fetch;
  /** A key of the book, where it asks for one: sent as `Authorization: Bearer`. */
  readonly key?: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Facts, or the JSON of facts, in the order in which they are to be recorded. */
export type Facts = Iterable<Fact | string> | AsyncIterable<Fact | string>;

/** A book, asked and told over HTTP. */
export interface Client extends Operations {
  /** The items of every list that is answered in pages. */
  readonly each: Each;
  /** The answers that are rows and columns, as files. */
  readonly files: Files;
  /** Of the server, as requests go to it. */
  readonly url: string;
  /**
   * Records facts, however many: yields what became of each part of them as it is settled, and reads on when that is taken. Goes on by
   * itself, for as long as its patience lasts, where the server is away meanwhile.
   */
  recordMany(facts: Facts, options?: Partial<BulkOptions>): AsyncIterable<Settled>;
  /** The figures and what they follow from as facts arrive; goes on by itself after a lost connection. */
  followLive(options?: LiveOptions): AsyncIterable<LiveFacts>;
  /** A tile of the tree over the log, as C2SP names it, such as `0/000` or `entries/x001/067.p/5`: its bytes. */
  readTile(path: string, options?: CallOptions): Promise<Uint8Array>;
}

/** Milliseconds that calls are tried again, and requests of many facts. */
const PATIENCE = 30_000;
const PATIENCE_OF_MANY = 120_000;

/** @param url of a server, such as http://127.0.0.1:3000 */
export function tallybook(
  url: string,
  { fetch: given, key, headers: said = {}, ...wanted }: ClientOptions = {},
): Client {
  const ask: typeof fetch = given ?? ((input, init) => fetch(input, init));
  const headers = { ...said, ...(key !== undefined && { authorization: `Bearer ${key}` }) };
  const transport: Transport = { url: url.replace(/\/+$/, ''), fetch: ask, headers };
  const persistence = { waits: WAITS, patience: PATIENCE, ...wanted };
  const callOf =
    (route: Route) =>
    (...args: readonly unknown[]): Promise<unknown> =>
      call(transport, persistence, route, args);
  const calls = Object.fromEntries(Object.entries(ROUTES).map(([name, route]) => [name, callOf(route)]));
  const lists = Object.entries(LISTINGS).map(([name, listing]) => {
    const page = callOf(ROUTES[name as keyof typeof LISTINGS]);
    return [name, (...args: readonly unknown[]) => each(page, listing, args)];
  });
  const files = TABLES.map((name) => [
    name,
    (...args: readonly unknown[]) => fileOf(transport, persistence, ROUTES[name], args),
  ]);
  // Made by name from the same description as their types.
  const operations = calls as unknown as Operations;
  const server = { ...operations, transport, streams: STREAMS };
  return {
    ...operations,
    url: transport.url,
    each: Object.fromEntries(lists) as Each,
    files: Object.fromEntries(files) as Files,
    recordMany: (facts, options) =>
      recordAll(server, facts, { ...persistence, patience: PATIENCE_OF_MANY, ...wanted, ...options }),
    followLive: (options) => follow(transport, { ...persistence, patience: Infinity, ...wanted, ...options }),
    readTile: (path, options) => tileOf(transport, persistence, path, options),
  };
}
