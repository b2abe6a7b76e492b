/** What a process that maps a caller's file may take. */

/** Bytes of its scratch database, and of what a packed file unpacks to. */
export const LIMITS = { room: { memory: 768 * 2 ** 20, disk: 8e9 }, most: 8e9 } as const;

/** Megabytes for JavaScript's objects: a sheet is held whole. */
export const HEAP = 384;

/**
 * Kilobytes that it may write to in memory: some 600,000 that Node and DuckDB have for themselves, most of them never touched, and the
 * above. DuckDB's own limit does not count every text and list.
 */
export const DATA = 2_000_000;

/** Blocks of 512 bytes of the longest file that it may write. */
export const FILE_BLOCKS = 16_000_000;

/** Milliseconds for reading and mapping, until the first fact is there. */
export const TIME = 600_000;

/** The file descriptor that facts come by. */
export const FACTS = 4;
