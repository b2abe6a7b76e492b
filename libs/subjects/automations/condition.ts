import type { CustomerOn } from '../segments/customer-on.js';
import { environmentOf } from '../segments/rule/environment.js';
import { parseRule, type Language, type Rule } from '../segments/rule/rule.js';
import { TRIGGERS, type Automation, type Trigger } from './automation.js';
import type { Data } from './event-fields.js';
import { eventSeen, fieldsOf } from './event-seen.js';
import { OF_OTHERS, OWN_NAMES } from './own-names.js';

const WHY = 'an occasion is judged by the history of its customer alone';

const TYPES = Object.fromEntries(Object.entries(OWN_NAMES).map(([name, { type }]) => [name, type]));

const LANGUAGE: Language = {
  environment: environmentOf(TYPES),
  names: OWN_NAMES,
  lists: new Set<string>(),
  notYet: Object.fromEntries(OF_OTHERS.map((name) => [name, WHY])),
};

/** What an event is called by rules, and its type. */
const EVENT = 'event';
const EVENT_TYPE = 'Event';

/** By what sets an automation off. */
const LANGUAGES = Object.fromEntries(
  (Object.keys(TRIGGERS) as Trigger[]).map((trigger) => [trigger, languageOf(trigger)]),
) as Readonly<Record<Trigger, Language>>;

/** What has to be true of a customer for an automation to act: a rule in the language of segments. */
class Condition {
  private readonly rule: Rule;

  /** @throws Problem `invalid-request` with the place of what is wrong */
  constructor(text: string) {
    this.rule = parseRule(text, LANGUAGE, 'if');
  }

  /** Whether it is true of a customer on the day it has been moved to. */
  holds(customer: CustomerOn): boolean {
    return this.rule.holds(valuesOf(this.rule, customer));
  }
}

/** What has to be true of an event, and of whom it is about, to be an occasion: the same language, with what there is of the event. */
export class Where {
  private readonly rule: Rule;

  /** @throws Problem `invalid-request` with the place of what is wrong */
  constructor(
    text: string,
    private readonly trigger: Trigger,
  ) {
    this.rule = parseRule(text, LANGUAGES[trigger], 'on.where');
  }

  /** @param customer undefined where there is none on that day: nothing is known of them */
  holds(data: Data, customer: CustomerOn | undefined): boolean {
    const known = customer === undefined ? {} : valuesOf(this.rule, customer);
    return this.rule.holds({ ...known, [EVENT]: eventSeen(this.trigger, data) });
  }
}

/** The conditions of an automation, read once for each version that is at hand. */
export function conditionsOf(rule: Pick<Automation, 'on' | 'if'>): {
  readonly where?: Where;
  readonly condition?: Condition;
} {
  const known = READ.get(rule);
  if (known !== undefined) return known;
  const { on, if: condition } = rule;
  const read = {
    ...('fact' in on && on.where !== undefined && { where: new Where(on.where, on.fact) }),
    ...(condition !== undefined && { condition: new Condition(condition) }),
  };
  READ.set(rule, read);
  return read;
}

const READ = new WeakMap<object, ReturnType<typeof conditionsOf>>();

function languageOf(trigger: Trigger): Language {
  const environment = environmentOf(TYPES);
  environment.registerType(EVENT_TYPE, { fields: { ...fieldsOf(trigger) } });
  environment.registerVariable(EVENT, EVENT_TYPE);
  return { ...LANGUAGE, environment, names: { ...OWN_NAMES, [EVENT]: undefined } };
}

function valuesOf({ names }: Rule, customer: CustomerOn): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, OWN_NAMES[name]?.of(customer)]));
}
