import type { Client } from '#client/index.js';

/** What metrics count, in words; as the book says it now. */
export async function definitionsOf(book: Client, names: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const { metrics } = await book.listMetrics();
  const wanted = metrics.filter(({ name }) => names.includes(name));
  return Object.fromEntries(wanted.map(({ name, definition }) => [name, definition]));
}
