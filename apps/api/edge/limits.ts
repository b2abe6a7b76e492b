import { SCRATCH_BYTES } from '#book/replays/scratch-replays.js';

/** What the edge gives its callers before it takes back what they hold. */
export interface EdgeLimits {
  /** Connections at a time; a further one is answered `503 overloaded` and closed. */
  readonly connections: number;
  /** Milliseconds for the head of a request, from its first byte or from the connection on. */
  readonly headersMs: number;
  /** Milliseconds that a body may keep us waiting: of a JSON body in all, of lines for each of them. */
  readonly bodyMs: number;
  /** Milliseconds in which what is left of a refused body is read and dropped, so that its sender can read the answer. */
  readonly lingerMs: number;
  /** Requests of a minute from one address that may have no key that is good; further ones are answered `429 rate-limited`. */
  readonly failures: number;
  /** Bytes on disk that replays may hold when a further one starts. */
  readonly scratchBytes: number;
}

export const EDGE_LIMITS: EdgeLimits = {
  connections: 1_000,
  headersMs: 60_000,
  bodyMs: 60_000,
  lingerMs: 10_000,
  failures: 20,
  scratchBytes: SCRATCH_BYTES,
};
