import type { CustomerOn } from '../segments/customer-on.js';
import { NAMES } from '../segments/names.js';
import { Money } from '../segments/rule/money.js';
import type { Value } from './templates.js';

/** What rules know of a customer that is a single value, and is told by its own history: nothing is looked up to fill in a message. */
const SINGLE = Object.entries(NAMES).filter(([, { type, from }]) => !type.includes('<') && from === undefined);

/** What is no figure of a customer: its name, of its personal data, and where it says that it wants no more. */
interface Beside {
  readonly name: string | null;
  readonly unsubscribe: string | null;
}

/** Some value of everything that a message can name. */
export const SAMPLE: Readonly<Record<string, Value>> = {
  ...Object.fromEntries(SINGLE.map(([name, { type }]) => [name, sampleOf(type)])),
  name: 'Ada',
  unsubscribe: 'https://tally.example.com/v1/unsubscribe/x',
};

/** The same of what a program can be told: it may write to the customer by itself. */
export const PROGRAM_SAMPLE: Readonly<Record<string, Value>> = {
  ...SAMPLE,
  email: 'ada@example.com',
  phone: '+44 20 7946 0000',
};

/** What a message can name of a customer, on the day that it has been moved to. */
export function letterValues(customer: CustomerOn, beside: Beside): Readonly<Record<string, Value>> {
  return { ...Object.fromEntries(SINGLE.map(([name, { of }]) => [name, valueOf(of(customer))])), ...beside };
}

function sampleOf(type: string): Value {
  if (type === 'bool') return true;
  return type === 'int' || type === 'double' ? 1 : '1';
}

function valueOf(known: unknown): Value {
  if (typeof known === 'bigint') return Number(known);
  if (known instanceof Money) return known.toString();
  return typeof known === 'string' || typeof known === 'number' || typeof known === 'boolean' ? known : null;
}
