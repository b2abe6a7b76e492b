import { readJournal, readWholeJournal, type JournalEntry } from '#figures/journal/journal.js';
import { countedOf, staleAmong } from '#figures/journal/stale.js';
import { Problem } from '#kernel/problem.js';
import type { CustomerContext } from '../customers/customer-card.js';
import { knownOf, personOf, SAID_BY } from '../customers/person.js';
import type { KnownFacts } from './known-facts.js';

/** Entries read at a time. */
const PAGE = 1000;

/** What was last said of the attributes of a customer by the end of a day. */
export type AttributesSaid = (customer: string, day: number) => ReadonlyMap<string, string>;

const NOTHING: ReadonlyMap<string, string> = new Map();

/** A rule, as far as it is told what it is about. */
export interface About {
  isAbout(names: readonly string[]): boolean;
}

/** What is said of a person is not for who may not see it, nor is who it is true of. @throws Problem `forbidden` */
export function needSight(rules: readonly About[], { masked }: Pick<CustomerContext, 'masked'>): void {
  if (masked === true && rules.some((rule) => rule.isAbout(['attributes'])))
    throw new Problem('forbidden', 'the rule goes by attributes of people: this needs the scope personal');
}

/** As they are shown with a customer; of whoever was erased there are none. @param only of whom; everybody where absent */
export async function attributesSaid(facts: KnownFacts, only?: readonly string[]): Promise<AttributesSaid> {
  const said = new Map<string, JournalEntry[]>();
  for await (const page of only === undefined ? pagesOfAll(facts) : pagesOf(only, facts)) {
    const { calendar } = facts.context;
    const own = Map.groupBy(knownOf(page, facts, calendar), customerOf);
    const stale = await staleAmong(facts.views, [...own.keys()]);
    for (const [customer, entries] of own)
      said.set(customer, [...(said.get(customer) ?? []), ...countedOf(entries, stale.get(customer)).filter(saysSo)]);
  }
  return (customer, day) => attributesIn(said.get(customer) ?? [], day, facts.context);
}

/** What some entries of a customer say of its attributes by the end of a day. */
export function attributesIn(
  entries: readonly JournalEntry[],
  day: number,
  { calendar }: Pick<CustomerContext, 'calendar'>,
): ReadonlyMap<string, string> {
  if (entries.length === 0) return NOTHING;
  const { attributes } = personOf(entries, { day }, calendar);
  return attributes === undefined ? NOTHING : new Map(Object.entries(attributes));
}

async function* pagesOfAll({ views }: KnownFacts): AsyncIterable<readonly JournalEntry[]> {
  for (const type of SAID_BY)
    for (let after = 0; ;) {
      const page = await readJournal(views, { type, after, limit: PAGE });
      yield page;
      if (page.length < PAGE) break;
      after = Number(page.at(-1)?.position);
    }
}

async function* pagesOf(customers: readonly string[], { views }: KnownFacts): AsyncIterable<readonly JournalEntry[]> {
  for (const customerId of customers) for (const type of SAID_BY) yield readWholeJournal(views, { type, customerId });
}

function customerOf({ data }: JournalEntry): string {
  const { id } = data;
  return typeof id === 'string' ? id : '';
}

/** Only these are held: nothing else of a person is. */
function saysSo({ data }: JournalEntry): boolean {
  const { personal } = data as { readonly personal?: { readonly attributes?: object } };
  return personal?.attributes !== undefined;
}
