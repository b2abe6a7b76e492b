/**
 * A broker takes a little more than a megabyte at once, unless told otherwise; and what came in one request a consumer fetches at once, so it is
 * kept well below what a consumer asks for of one partition. Header and key need room too.
 */
const REQUEST_BYTES = 250_000;
const OVERHEAD = 600;

/** Messages in the requests they go in. */
export function* inRequests<Message extends { readonly value: string | null }>(
  messages: Iterable<Message>,
): Iterable<readonly Message[]> {
  let some: Message[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = OVERHEAD + (message.value === null ? 0 : Buffer.byteLength(message.value));
    if (some.length > 0 && bytes + size > REQUEST_BYTES) {
      yield some;
      some = [];
      bytes = 0;
    }
    some.push(message);
    bytes += size;
  }
  if (some.length > 0) yield some;
}
