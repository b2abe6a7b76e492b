import type { Calendar } from '#kernel/time/calendar.js';
import type { Views } from '#kernel/ports/views.js';
import type { CustomerEvent, Personal } from './customer.events.js';
import { readWholeJournal, type JournalEntry } from '#figures/journal/journal.js';
import { hadHappened, type Moment } from '#kernel/time/moment.js';
import { countedOf, staleAmong } from '#figures/journal/stale.js';
import { familyKnown } from './merging/journals.js';

/** Of which of a customer's events something is shown: what is dated by one time, recorded by another, and in the log up to a position. */
export interface Sight {
  readonly asOf: Moment;
  /** Everything recorded where absent. */
  readonly knownAt?: Moment | undefined;
  readonly upTo?: number | undefined;
}

/** Entries that were known. */
export function knownOf(
  entries: readonly JournalEntry[],
  { knownAt, upTo = Infinity }: Pick<Sight, 'knownAt' | 'upTo'>,
  calendar: Calendar,
): readonly JournalEntry[] {
  return entries.filter(
    ({ position, recordedAt }) =>
      Number(position) <= upTo && (knownAt === undefined || hadHappened(recordedAt, knownAt, calendar)),
  );
}

/** What is of a person in what is shown of a customer. */
export interface Person extends Personal {
  /** By channel, whether the customer agrees to be written to through it; of those that it ever said something of. */
  readonly consent?: Record<string, boolean>;
  /** What else was said, which whoever asks may not see. */
  readonly masked?: string[];
  /** Since when nobody may. */
  readonly erased?: Erased;
}

/** The event that said so, by its position, and when. */
type Erased = { readonly position: string; readonly at: string };

/** Name, email and phone of a customer: the same wherever it is shown. */
export async function personAt(id: string, views: Views, sight: Sight, calendar: Calendar): Promise<Person> {
  const { members } = await familyKnown(id, views, (entries) => knownOf(entries, sight, calendar));
  const said = await Promise.all(members.map((member) => saidOf(member, views, sight, calendar)));
  const counted = said.flatMap((one) => one.counted);
  return { ...personOf(counted, sight.asOf, calendar, members), ...erasedOf(said[0]?.all ?? []) };
}

async function saidOf(id: string, views: Views, sight: Sight, calendar: Calendar) {
  const [entries, stale] = await Promise.all([
    Promise.all([...SAID_BY, ...CONSENT, ERASED].map((type) => readWholeJournal(views, { customerId: id, type }))),
    staleAmong(views, [id]),
  ]);
  const all = entries.flat();
  return { all, counted: countedOf(knownOf(all, sight, calendar), stale.get(id)) };
}

/** Whether a customer is erased, of all that is recorded of it: what nobody can read any more is not known as of earlier times either. */
export function erasedOf(entries: readonly JournalEntry[]): Pick<Person, 'erased'> {
  const found = entries.find(({ type }) => type === ERASED);
  return found === undefined ? {} : { erased: { position: found.position, at: found.recordedAt } };
}

const ERASED = 'CustomerErased';

/** Permanent: what says something of a person. */
export const SAID_BY = ['CustomerRegistered', 'CustomerChanged'];

/** Permanent, see `consents`. */
const CONSENT = ['ConsentGiven', 'ConsentWithdrawn'];

/** As last said by a time: of what the first of those who are one with a customer did not say, what the next ones did. @param members the customer alone, where absent */
export function personOf(
  entries: readonly JournalEntry[],
  asOf: Moment,
  calendar: Calendar,
  members: readonly string[] = [],
): Person {
  if (members.length < 2) return personSaid(entries, asOf, calendar);
  const own = members.map((member) => entries.filter(({ key }) => key === member));
  const people = own.map((said) => personSaid(said, asOf, calendar));
  const masked = [...new Set(people.flatMap((person) => person.masked ?? []))];
  return Object.assign(
    {},
    ...people.reverse(),
    consentOf(entries, asOf, calendar),
    masked.length > 0 && { masked },
  ) as Person;
}

/** In the order in which the changes took effect. */
function personSaid(entries: readonly JournalEntry[], asOf: Moment, calendar: Calendar): Person {
  const said = entries.filter(
    ({ type, occurredAt }) => SAID_BY.includes(type) && hadHappened(occurredAt, asOf, calendar),
  );
  const order = said.sort(
    (a, b) => rank(a) - rank(b) || compareText(a.occurredAt, b.occurredAt) || compareText(changeOf(a), changeOf(b)),
  );
  const masked = new Set(said.flatMap((entry) => entry.masked ?? []));
  return Object.assign(
    masked.size === 0 ? {} : { masked: [...masked] },
    consentOf(entries, asOf, calendar),
    ...order.map((entry) => (entry.data as CustomerEvent['data'] & { personal?: Personal }).personal ?? {}),
  ) as Person;
}

function consentOf(entries: readonly JournalEntry[], asOf: Moment, calendar: Calendar): Pick<Person, 'consent'> {
  const said = entries.filter(
    ({ type, occurredAt }) => CONSENT.includes(type) && hadHappened(occurredAt, asOf, calendar),
  );
  if (said.length === 0) return {};
  const order = said.sort((a, b) => compareText(a.occurredAt, b.occurredAt) || saidAs(a) - saidAs(b));
  return {
    consent: Object.fromEntries(
      order.map(({ type, data }) => [(data as { readonly channel: string }).channel, type === 'ConsentGiven']),
    ),
  };
}

/** The number of what was said of consents. */
function saidAs({ data }: JournalEntry): number {
  return Number(data['change']);
}

/** Whether the name, the email or the phone contains a text, in any letter case. */
export function speaksOf({ name, email, phone }: Personal, text: string): boolean {
  return [name, email, phone].some((one) => one?.toLowerCase().includes(text.toLowerCase()));
}

/** The registration is the base, whenever it is dated. */
function rank({ type }: JournalEntry): number {
  return type === 'CustomerRegistered' ? 0 : 1;
}

function changeOf({ data }: JournalEntry): string {
  const change = data['change'];
  return typeof change === 'string' ? change : '';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
