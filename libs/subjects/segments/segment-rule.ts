import type { CustomerOn } from './customer-on.js';
import { LISTS, NAMES } from './names.js';
import { environmentOf } from './rule/environment.js';
import { parseRule, type Language, type Rule } from './rule/rule.js';

const TYPES = Object.fromEntries(Object.entries(NAMES).map(([name, { type }]) => [name, type]));

const LANGUAGE: Language = { environment: environmentOf(TYPES), names: NAMES, lists: LISTS };

/** What an event is called by rules that know one beside its customer, and its type. */
const EVENT = 'event';
const EVENT_TYPE = 'Event';

/** The language of segments, and an event. @param fields the types of what there is of it, by name */
export function languageWithEvent(fields: Readonly<Record<string, string>>): Language {
  const environment = environmentOf(TYPES);
  environment.registerType(EVENT_TYPE, { fields: { ...fields } });
  environment.registerVariable(EVENT, EVENT_TYPE);
  return { ...LANGUAGE, environment, names: { ...NAMES, [EVENT]: undefined } };
}

/** A rule about customers. Rules are read once. Their texts are at most as long as a rule may be. */
export class SegmentRule {
  private readonly rule: Rule;

  /** @param field where it is said @throws Problem `invalid-request` with the place of what is wrong */
  constructor(text: string, field = 'rule', language = LANGUAGE) {
    this.rule = parseRule(text, language, field);
  }

  get text(): string {
    return this.rule.text;
  }

  /** What it is about. */
  get names(): readonly string[] {
    return this.rule.names;
  }

  /** Whether it is about one of some names. */
  isAbout(names: readonly string[]): boolean {
    return this.rule.names.some((name) => names.includes(name));
  }

  /**
   * Whether it is true of a customer on the day it has been moved to.
   * @param customer undefined where there is none on that day: nothing is known of it @param event where it knows one
   */
  holds(customer: CustomerOn | undefined, event?: Readonly<Record<string, unknown>>): boolean {
    const values: Record<string, unknown> = event === undefined ? {} : { [EVENT]: event };
    if (customer !== undefined)
      for (const name of this.rule.names) if (name !== EVENT) values[name] = NAMES[name]?.of(customer);
    return this.holdsOf(values);
  }

  /** The same, of what its names stand for. */
  holdsOf(values: Readonly<Record<string, unknown>>): boolean {
    return this.rule.holds(values);
  }
}
