import type { Step } from '../step.js';
import type { Sums, ViewStore } from './views.js';
import type { Row, SumRequest, ViewSchema } from './views-schema.js';

/** What one batch adds to the facts of its shard: it follows `from` and reaches `to`. */
export interface FactBatch {
  readonly shard: number;
  readonly from: number;
  readonly to: number;
  /** As they are stored, the bytes that `encodeFacts` makes (`engine/batch`): a chain hands them over without a look at them. */
  readonly facts: Uint8Array;
}

/** Every batch that was applied to one version of the read models, one after another per shard: what an index of facts is made from. */
export interface FactChain {
  /** Names the version once for ever: what was made from another chain is not of this one. */
  readonly identity: string;
  /** How far each shard's batches reach now; a shard that has none yet may be missing or at 0. */
  heads(): Promise<ReadonlyMap<number, number>>;
  /** The batches of a shard from one position up to another, in order. @throws ChainBroken where none of them follows the one before, or begins at `from` */
  between(shard: number, from: number, to: number): AsyncIterable<FactBatch>;
}

/** A store of read models that keeps the batches applied to it: an index that follows them answers its figures. */
export interface ChainedStore extends ViewStore, FactChain {
  /** Whether another release may have made it: who asks it for what it does not have is told so. */
  readonly isOlder: boolean;
}

/** The chain does not go on where it was followed to: what was made from it is of another one. */
export class ChainBroken extends Error {
  override readonly name = 'ChainBroken';
}

/** The facts of a version in one state. For one caller at a time. */
export interface FactState {
  /** Answers all requests. @param step called at least before each look at the facts and during one; what it throws ends the work */
  sums(requests: readonly SumRequest[], step?: Step): Promise<Sums>;
  /** The earliest valid day of any fact of these series; undefined if there is none. */
  firstDay(series: readonly string[], step?: Step): Promise<number | undefined>;
}

/**
 * The facts of one version of the read models, kept so that sums over millions take milliseconds. It follows a chain and holds nothing
 * of its own: what does not fit is thrown away and made again. Whoever asks is answered from all that the chain held when the question came.
 */
export interface FactIndex extends FactState {
  readonly schema: ViewSchema;
  /** Takes over what the chain has; the smallest position of its shards, 0 where there is none. */
  follow(): Promise<number>;
  /**
   * Several questions about one state: that of the first of them. To be closed soon.
   * @param covering a position that was followed to: what has come since may be left out; all that the chain holds unless given
   */
  hold(covering?: number): FactState & { close(): Promise<void> };
  /** Every fact of a series, equal keys added up, zeros left out, ordered by valid day, recorded day, mark, customer, record, dimensions (text by code point). */
  dump(series: string): AsyncIterable<Row>;
  close(): Promise<void>;
}
