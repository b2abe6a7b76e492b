import { textsOf } from '#kernel/ports/append-size.js';
import type { RecordedEvent } from '#kernel/event.js';
import { toRow } from './event-row.js';
import { linked, NO_DIGEST } from './hash-chain.js';

/** The digest that a log in a file has, of events that lie elsewhere: added up in their order. */
export class LogDigest {
  private digest = NO_DIGEST;

  add(event: RecordedEvent): void {
    this.digest = linked(this.digest, toRow(event, textsOf(event)));
  }

  /** Of all that were added, base64url. */
  get value(): string {
    return this.digest;
  }
}
