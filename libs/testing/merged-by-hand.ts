import type { Attributes, CustomerChanged } from '#subjects/customers/customer.events.js';
import { survivorIn, type Merges } from '#subjects/merges/merge.decider.js';
import type { BookEvent } from './book-event.js';
import type { Arrival } from './random-book.js';
import { mergesIn } from './random-merges.js';

/** The book in which the id of whom stays was used from the start: without merges, as they stand at its end. */
export function mergedByHand(book: readonly Arrival[]): readonly Arrival[] {
  const merges = mergesIn(book.map(({ event }) => event));
  const told = book.flatMap(({ event, on }): readonly Arrival[] => {
    const survivor = survivorIn(merges, event.key);
    if (isMerge(event)) return [];
    if (event.type === 'CustomerRegistered' || event.type === 'CustomerChanged') {
      const said = lacking(event, orderOf(survivor, merges, book), book);
      if (event.type === 'CustomerChanged' && Object.keys(said).length === 0) return [];
      if (event.type === 'CustomerChanged' || event.key === survivor)
        return [{ event: renamed(event, survivor, said), on }];
      // What the one that stays lacks of a registration is in force since ever.
      return [];
    }
    if (isDeal(event)) return [{ event, on }];
    return withdrawals(event, book).map((one) => ({ event: renamed(one, survivor), on }));
  });
  return told.map(({ event, on }) => {
    if (event.type !== 'CustomerRegistered') return { event, on };
    return { event: { ...event, data: { ...event.data, ...contentOf(sinceEver(event.key, merges, book)) } }, on };
  });
}

function isMerge(event: BookEvent): event is Extract<BookEvent, { type: 'CustomersMerged' | 'CustomersUnmerged' }> {
  return event.type === 'CustomersMerged' || event.type === 'CustomersUnmerged';
}

/** An opportunity stays with whom it names. */
function isDeal({ type }: BookEvent): boolean {
  return type.startsWith('Opportunity');
}

/** Who is one with it, in the order in which what is lacking is taken of them. */
function orderOf(survivor: string, merges: Merges, book: readonly Arrival[]): readonly string[] {
  const joined = book.flatMap(({ event }) =>
    event.type === 'CustomersMerged' && event.data.customer === event.data.merged ? [event.data] : [],
  );
  const children = [...new Set(joined.map(({ merged }) => merged))]
    .filter((id) => merges.get(id) === survivor)
    .sort((a, b) => lastOf(a) - lastOf(b));
  function lastOf(id: string): number {
    return joined.findLastIndex(({ merged }) => merged === id);
  }
  return [survivor, ...children.flatMap((child) => orderOf(child, merges, book))];
}

/** What is said of a customer: its labels, and whether figures leave it out. */
type Said = Attributes & { readonly excluded?: boolean };

function saidIn(event: BookEvent | undefined): Said {
  if (event?.type !== 'CustomerRegistered' && event?.type !== 'CustomerChanged') return {};
  const { attributes, excluded } = event.data;
  return { ...attributes, ...(excluded !== undefined && { excluded }) };
}

function contentOf({ excluded, ...attributes }: Said): Pick<CustomerChanged['data'], 'attributes' | 'excluded'> {
  return { attributes, ...(excluded !== undefined && { excluded }) };
}

function sinceEver(survivor: string, merges: Merges, book: readonly Arrival[]): Said {
  const all = orderOf(survivor, merges, book).map((id) => registrationOf(id, book));
  return Object.assign({}, ...all.reverse()) as Said;
}

function registrationOf(id: string, book: readonly Arrival[]): Said {
  return saidIn(book.find(({ event }) => event.type === 'CustomerRegistered' && event.key === id)?.event);
}

/** What of a change none of those before in the order has a value of at its instant. */
function lacking(event: BookEvent, order: readonly string[], book: readonly Arrival[]): Said {
  if (event.type !== 'CustomerChanged') return {};
  const before = order.slice(0, order.indexOf(event.key));
  const known = new Set(
    before.flatMap((id) => [
      ...Object.keys(registrationOf(id, book)),
      ...book.flatMap(({ event: other }) =>
        other.type === 'CustomerChanged' && other.key === id && other.occurredAt <= event.occurredAt
          ? Object.keys(saidIn(other))
          : [],
      ),
    ]),
  );
  return Object.fromEntries(Object.entries(saidIn(event)).filter(([name]) => !known.has(name)));
}

/** What takes back all tiers given by hand takes back those under the id it names. */
function withdrawals(event: BookEvent, book: readonly Arrival[]): readonly BookEvent[] {
  if (event.type !== 'CustomerTierOverrideWithdrawn' || event.data.override !== undefined) return [event];
  return book.flatMap(({ event: other }) =>
    other.type === 'CustomerTierOverridden' && other.key === event.key
      ? [{ ...event, data: { ...event.data, override: other.data.change } }]
      : [],
  );
}

function renamed(event: BookEvent, survivor: string, said?: Said): BookEvent {
  const data = JSON.parse(JSON.stringify(event.data), (name, value: unknown) =>
    name === 'customerId' || name === 'customer' ? survivor : value,
  ) as Record<string, unknown>;
  if (said !== undefined) delete data['excluded'];
  const own = event.type.startsWith('Customer') ? { id: survivor } : {};
  return {
    ...event,
    key: survivor,
    data: { ...data, ...own, ...(said !== undefined && contentOf(said)) },
  } as BookEvent;
}
