import { Type, type Static, type TObject, type TProperties } from 'typebox';
import type { Told } from '#kernel/answer-schema.js';
import type { Catalogue } from '#figures/catalogue.js';
import { listTable, type ListTable } from '#kernel/list-table.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { EventTypes } from '#kernel/event-type.js';
import type { ScopeWord } from '#kernel/scopes.js';
import type { Views } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';
import type { TableColumn } from '#kernel/table.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Moment } from '#kernel/time/moment.js';
import type { Effect } from './customers/timeline/entry.js';
import type { Policies } from './policies/policy.js';
import type { KeptEverybody } from './segments/kept/kept-everybody.js';
import type { KeptMembers } from './segments/kept/kept-members.js';

/**
 * One thing that a subject shows, or a list of them, at `GET /v1/<path>`. Every question is data and is answered in whatever thread that is:
 * `answer` is pure but for what it reads.
 */
export interface Read {
  /** After `/v1/`; `:id` is the id of the thing. */
  readonly path: string;
  /** What it may be asked beside its clocks, `replay` and `position`: text, lists of text, numbers; in a body lists of objects, too. Optional, or with a default, each with its description. */
  readonly parameters: TObject;
  /** What it answers with; not described where absent. A list of things is a table by it, and can be had as a file. */
  readonly answers?: TObject;
  /** What its description does not say of it as a table, such as that a column does not add up. */
  columns?(parameters: never): Readonly<Record<string, Partial<Pick<TableColumn, 'type' | 'adds'>>>>;
  /** Which clocks it has, and what answers at a time; absent where it shows things as of now and has none. */
  readonly answeredFrom?: AnsweredFrom;
  /** What it shows as of now has figures in it. */
  readonly asksFacts?: true;
  /** It is asked by `POST /v1/<path>/search` too, its parameters as the body, so that what is looked for is in no address: how that is called. */
  readonly searched?: string;
  /** It is asked by `POST`, its parameters as the body, and in no other way: what is asked is too long for an address. */
  readonly posted?: true;
  /** Its parameters name metrics, dimensions or days as a question does, and are refused as that is. */
  readonly questions?: true;
  /** It shows a thing with a `version`, which is its entity tag. */
  readonly versioned?: true;
  /** What whoever asks needs; `read:records` where absent: it shows single things. */
  readonly scope?: ScopeWord;
  /** It shows nothing but what those who see some rows only may see: made by `catalogue.rows`, or no matter of facts. */
  readonly ofRows?: true;
  /** And to those who see nothing of small groups: made by `catalogue.minGroup`, or nothing of customers. */
  readonly ofGroups?: true;
  /** One request that the API description shows. */
  readonly example: ReadExample;
  /** @throws Problem, such as `not-found` */
  answer(asked: AskedRead<never>, on: ReadOn): Promise<object>;
  /** Of a read that may take long: what it does one after another, in a word each. It says each by `step` as it begins. */
  readonly stages?: readonly string[];
  /** About how much it looks at, so that long work holds up nobody; one journal where absent. */
  looksAt?(asked: AskedRead<never>, book: BookSize): Looks;
  /** And how much more for whoever sees some rows only. */
  looksAtRows?(book: BookSize): Looks;
  /** And for whoever sees nothing of small groups. */
  looksAtGroups?(book: BookSize): Looks;
}

/**
 * - `journals`: of single things, which are folded anew: instants are as good as dates, under the policies handed to it.
 * - `histories`: of all customers, which are cut by days, under the policies handed to it; an instant is answered from a replay.
 * - `figures`: facts, which are made under policies: a date is answered from the version with those known then, an instant from a replay.
 */
export type AnsweredFrom = 'journals' | 'histories' | 'figures';

export interface ReadExample {
  /** What it is for. */
  readonly summary: string;
  /** The value for `:id`. */
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** In the place of `query`, of one that is posted. */
  readonly body?: object;
  /** The status it is answered with where the examples before it leave nothing to show. */
  readonly refused?: number;
}

export interface AskedRead<Parameters> {
  /** Of the thing that the path names; empty where it names none. */
  readonly id: string;
  readonly parameters: Parameters;
  readonly asOf: Moment;
  /** Everything recorded where absent. */
  readonly knownAt?: Moment;
  readonly today: number;
  /** The instant it is: RFC 3339 in UTC. */
  readonly now: string;
  /** The question without its page: what a cursor is good for. */
  readonly asked: object;
}

/** What a read is answered from. */
export interface ReadOn {
  readonly views: Views;
  readonly policies: Policies;
  readonly calendar: Calendar;
  /** What can be asked, and of which facts. */
  readonly catalogue: Catalogue;
  /** A position as it is told to whoever asks. */
  readonly position: (position: string) => string;
  /** The base currency. */
  readonly currency: string;
  /** The names of the policies that the read models were built with. */
  readonly definitions: { readonly lifecycle: string; readonly tiers: string };
  /** Every type of event there is. */
  readonly types: EventTypes;
  /** Throws where nobody waits for the answer any more: what reckons long calls it from within its loops. */
  readonly step: Step;
  /** Whoever asks may not see what is of a person: it is left out. */
  readonly masked?: true;
  /** Members of segments, kept from one question to the next; absent where nobody does. */
  readonly members?: KeptMembers;
  /** What is told of everybody together as of days that are over, kept likewise. */
  readonly everybody?: KeptEverybody;
  /** What an event does to its customer's history. */
  readonly effectOf: (event: RecordedEvent, calendar: Calendar) => Effect | undefined;
}

/** About how large a book is. */
export interface BookSize {
  readonly events: number;
  readonly customers: number;
}

/** How many of each are looked at. */
export interface Looks {
  /** All that is recorded about one thing, read and folded. */
  readonly journals?: number;
  readonly documents?: number;
  /** Added up in the store. */
  readonly facts?: number;
  /** Grouped by customer there, and sent on. */
  readonly factsByCustomer?: number;
  /** Milliseconds that it reckons however small the book is. */
  readonly reckoning?: number;
}

interface Parts<Parameters extends TProperties, Answer extends TObject> extends Omit<
  Read,
  'parameters' | 'answers' | 'columns' | 'answer' | 'looksAt'
> {
  readonly parameters: TObject<Parameters>;
  readonly answers?: Answer;
  readonly columns?: (parameters: Static<TObject<Parameters>>) => ReturnType<NonNullable<Read['columns']>>;
  readonly answer: (asked: AskedRead<Static<TObject<Parameters>>>, on: ReadOn) => Promise<Told<Answer> & object>;
  readonly looksAt?: (asked: AskedRead<Static<TObject<Parameters>>>, book: BookSize) => Looks;
}

/** A read whose answer is given what its parameters declare, and gives what it declares to answer. */
export function reads<Parameters extends TProperties, Answer extends TObject>(parts: Parts<Parameters, Answer>): Read {
  return parts;
}

/** A read that is asked by nothing but its clocks. */
export const NO_PARAMETERS = Type.Object({});

/** How a read is a table; undefined where it shows one thing, or is described as no list. */
export function tableOf(read: Read, parameters: object): ListTable | undefined {
  const { path, answers } = read;
  const list = answers === undefined || path.includes(':id') ? undefined : listTable(answers);
  if (list === undefined) return undefined;
  const said = read.columns?.(parameters as never) ?? {};
  return { ...list, columns: list.columns.map((column) => ({ ...column, ...said[column.name] })) };
}
