import type { CustomerOn } from '../segments/customer-on.js';
import type { Language } from '../segments/rule/rule.js';
import { languageWithEvent, SegmentRule } from '../segments/segment-rule.js';
import { TRIGGERS, type Automation, type Trigger } from './automation.js';
import type { Data } from './event-fields.js';
import { eventSeen, fieldsOf } from './event-seen.js';

/** By what sets an automation off. */
const LANGUAGES = Object.fromEntries(
  (Object.keys(TRIGGERS) as Trigger[]).map((trigger) => [trigger, languageWithEvent(fieldsOf(trigger))]),
) as Readonly<Record<Trigger, Language>>;

/** What has to be true of an event, and of whom it is about, to be an occasion: the language of segments, with what there is of the event. */
export class Where {
  readonly rule: SegmentRule;

  /** @throws Problem `invalid-request` with the place of what is wrong */
  constructor(
    text: string,
    private readonly trigger: Trigger,
  ) {
    this.rule = new SegmentRule(text, 'on.where', LANGUAGES[trigger]);
  }

  /** @param customer undefined where there is none on that day: nothing is known of them */
  holds(data: Data, customer: CustomerOn | undefined): boolean {
    return this.rule.holds(customer, eventSeen(this.trigger, data));
  }
}

/** What has to be true of a fact to be an occasion, and of its customer for an automation to act. */
export interface Conditions {
  readonly where?: Where;
  readonly condition?: SegmentRule;
}

/** The conditions of an automation, read once for each version that is at hand. */
export function conditionsOf(rule: Pick<Automation, 'on' | 'if'>): Conditions {
  const known = READ.get(rule);
  if (known !== undefined) return known;
  const { on, if: condition } = rule;
  const read = {
    ...('fact' in on && on.where !== undefined && { where: new Where(on.where, on.fact) }),
    ...(condition !== undefined && { condition: new SegmentRule(condition, 'if') }),
  };
  READ.set(rule, read);
  return read;
}

const READ = new WeakMap<object, Conditions>();
