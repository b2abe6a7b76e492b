import type { CustomerOn } from '../segments/customer-on.js';
import { NAMES, NOT_YET } from '../segments/names.js';
import { environmentOf } from '../segments/rule/environment.js';
import { parseRule, type Rule } from '../segments/rule/rule.js';

/** What is not of a customer's own history: everybody's would have to be looked at for each occasion. */
const OF_OTHERS = ['r', 'f', 'm', 'products', 'categories'];
const WHY = 'an occasion is judged by the history of its customer alone';

const OWN = Object.fromEntries(Object.entries(NAMES).filter(([name]) => !OF_OTHERS.includes(name)));

const LANGUAGE = {
  environment: environmentOf(Object.fromEntries(Object.entries(OWN).map(([name, { type }]) => [name, type]))),
  names: OWN,
  lists: new Set<string>(),
  notYet: { ...NOT_YET, ...Object.fromEntries(OF_OTHERS.map((name) => [name, WHY])) },
};

/** What has to be true of a customer for an automation to act: a rule in the language of segments. */
export class Condition {
  private readonly rule: Rule;

  /** @throws Problem `invalid-request` with the place of what is wrong */
  constructor(text: string) {
    this.rule = parseRule(text, LANGUAGE, 'if');
  }

  /** Whether it is true of a customer on the day it has been moved to. */
  holds(customer: CustomerOn): boolean {
    return this.rule.holds(Object.fromEntries(this.rule.names.map((name) => [name, OWN[name]?.of(customer)])));
  }
}
