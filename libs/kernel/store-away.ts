import { Problem, type ProblemCode } from './problem.js';

type AwayCode = Extract<ProblemCode, 'log-unavailable' | 'views-unavailable'>;

/** A store gives no answer. What was asked of it may have happened all the same: asking again is safe for whoever names it by ids. */
export class StoreAway extends Problem {
  declare readonly code: AwayCode;

  /** @param store as operators know it, such as `MongoDB` @param reason the last thing it was heard of */
  constructor(
    code: AwayCode,
    readonly store: string,
    readonly reason: string,
  ) {
    super(code, `${store} is away or does not answer: send the same request again in a moment, /readyz says when`);
  }

  /** The same to who asks a question: what it is answered from is not there, whichever store that is. */
  toAsker(): StoreAway {
    return new StoreAway('views-unavailable', this.store, this.reason);
  }
}

/** What an error is to who asks a question. */
export function toAsker(error: unknown): unknown {
  return error instanceof StoreAway ? error.toAsker() : error;
}
