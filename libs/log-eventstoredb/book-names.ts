import { excludeSystemEvents, streamNameFilter, type Filter, type ResolvedEvent } from '@eventstore/db-client';

/** By it the server marks what it records for itself. */
const SYSTEM = '$';
/** Between a book's name and what its streams are called. */
const AFTER_NAME = '.';
/** Permanent: the streams beside a book that are no part of it, of a restore into it and of who asked. */
const RESTORE = 'restore';
const AUDIT = 'audit';
/** Ends the kind of a stream, which has no dot: a name with one in front is another book's. */
const AFTER_KIND = '-';

/**
 * What the streams of one book are called in a server that others use too: `NAME.customer-ada`, so that the server's category
 * `NAME.customer` is the book's own. A book without a name has its streams as they are.
 */
export class BookNames {
  private readonly prefix: string;
  /** The stream beside the book that tells of what was restored into it. */
  readonly restore: string;
  /** The stream beside the book that tells who asked for what. */
  readonly audit: string;

  constructor(book: string) {
    this.prefix = book === '' ? '' : book + AFTER_NAME;
    this.restore = this.prefix + RESTORE;
    this.audit = this.prefix + AUDIT;
  }

  /** @throws Error if the server could not take the name, or readers would take the stream for the server's own */
  stored(stream: string): string {
    if (!isName(stream) || [RESTORE, AUDIT].includes(stream)) throw new Error(`"${stream}" cannot name a stream`);
    return this.prefix + stream;
  }

  /** What the book calls a stream of its own. */
  own(stored: string): string {
    return stored.slice(this.prefix.length);
  }

  /** Whether an event is the book's; others' and the server's own are passed over. */
  has({ event }: ResolvedEvent): boolean {
    if (event === undefined || event.type.startsWith(SYSTEM) || event.streamId.startsWith(SYSTEM)) return false;
    if ([this.restore, this.audit].includes(event.streamId)) return false;
    if (this.prefix !== '') return event.streamId.startsWith(this.prefix);
    return event.streamId.split(AFTER_KIND)[0]?.includes(AFTER_NAME) !== true;
  }

  /** Of a subscription that is told of the book's events and few others. */
  filter(): Filter {
    return this.prefix === '' ? excludeSystemEvents() : streamNameFilter({ prefixes: [this.prefix] });
  }
}

/** Whether a text can name a stream, or a type of events: an append with an empty type takes the client's whole process down. */
export function isName(text: string): boolean {
  return text !== '' && !text.startsWith(SYSTEM);
}
