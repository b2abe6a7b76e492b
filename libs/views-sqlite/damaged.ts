/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGED: readonly unknown[] = [11, 26];

/** Whether SQLite says of a file that it is no database, or a damaged one. */
export function isDamaged(error: unknown): boolean {
  return DAMAGED.includes((error as { readonly errcode?: unknown }).errcode);
}
