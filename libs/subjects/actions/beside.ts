import type { Conditions } from '../automations/condition.js';
import type { ReadOn } from '../read.js';
import { needSight, type About } from '../segments/attributes-said.js';
import type { Others } from '../segments/customer-on.js';
import { everybodyThen } from '../segments/kept/kept-everybody.js';
import { OF_EVERYBODY, OF_RECORDS } from '../segments/names.js';
import { recordsOn } from '../segments/others.js';
import type { KnownCustomer } from './known-customer.js';
import type { Then } from './times.js';

/** A customer that is looked at, and by the ends of which days. */
export interface LookedUp {
  readonly customer: KnownCustomer;
  readonly days: readonly number[];
}

interface Records {
  readonly customers: ReadonlySet<string>;
  readonly days: ReadonlySet<number>;
  readonly others: Others;
}

/**
 * What conditions are told of customers that is not of their own histories. Nothing is looked up but what a condition names: of
 * everybody once for a day, and what else is recorded of those alone whose journal is not at hand.
 */
export class Beside {
  private readonly rules: readonly About[];
  private readonly everybody = new Map<string, Others>();
  private records: Records | undefined;

  /** @throws Problem `forbidden` for who may not see what they go by */
  constructor(
    { where, condition }: Conditions,
    private readonly on: ReadOn,
  ) {
    this.rules = [where?.rule, condition].filter((rule) => rule !== undefined);
    needSight(this.rules, on);
  }

  /** Undefined for a rule that is about its customer’s own history, and nothing else. */
  async of(rule: About, customer: KnownCustomer, then: Then): Promise<Others | undefined> {
    const ofRecords = rule.isAbout(OF_RECORDS);
    if (!ofRecords && !rule.isAbout(OF_EVERYBODY)) return undefined;
    return {
      ...(rule.isAbout(OF_EVERYBODY) && (await this.everybodyOn(then))),
      ...(ofRecords && customer.isKept && (await this.recordsOf(customer, then.day))),
    };
  }

  /** To be told of many who are judged next: what is recorded of them is looked up at once. */
  async prepare(all: readonly LookedUp[]): Promise<void> {
    if (!this.rules.some((rule) => rule.isAbout(OF_RECORDS))) return;
    const asked = all.filter(({ customer }) => customer.isKept);
    const customers = [...new Set(asked.map(({ customer }) => customer.id))];
    const days = [...new Set(asked.flatMap((one) => one.days))].sort((a, b) => a - b);
    if (customers.length === 0) return;
    // Nothing is recorded of them since: all there is was known then.
    const others = await recordsOn(this.rules, days, { views: this.on.views, context: this.on }, customers);
    this.records = { customers: new Set(customers), days: new Set(days), others };
  }

  private async recordsOf(customer: KnownCustomer, day: number): Promise<Others | undefined> {
    const has = this.records?.customers.has(customer.id) === true && this.records.days.has(day);
    if (!has) await this.prepare([{ customer, days: [day] }]);
    return this.records?.others;
  }

  private async everybodyOn(then: Then): Promise<Others> {
    const key = `${String(then.day)} ${String(then.known)}`;
    const found = this.everybody.get(key) ?? (await everybodyThen(this.rules, then, this.on));
    this.everybody.set(key, found);
    return found;
  }
}
