import type { Trigger } from './automation.js';
import {
  CUSTOMER,
  GIVEN_BACK,
  INTERACTION,
  OPPORTUNITY,
  SALE,
  SUBSCRIPTION,
  within,
  type Data,
  type Fields,
} from './event-fields.js';

/** What of each kind of fact conditions may look at. */
const FIELDS: Readonly<Record<Trigger, Fields>> = {
  RecordSale: SALE,
  RefundSale: GIVEN_BACK,
  VoidSale: within('sale', SALE),
  RecordCredit: GIVEN_BACK,
  LogInteraction: INTERACTION,
  VoidInteraction: within('interaction', INTERACTION),
  RegisterCustomer: CUSTOMER,
  ChangeCustomer: CUSTOMER,
  CloseCustomer: {},
  ReopenCustomer: {},
  OpenOpportunity: OPPORTUNITY,
  ChangeOpportunity: OPPORTUNITY,
  WinOpportunity: OPPORTUNITY,
  LoseOpportunity: {},
  ReopenOpportunity: {},
  StartSubscription: SUBSCRIPTION,
  ChangeSubscription: SUBSCRIPTION,
  CancelSubscription: {},
  ResumeSubscription: {},
};

/** What rules know an event by. */
export function eventSeen(trigger: Trigger, data: Data): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(FIELDS[trigger]).map(([name, { of }]) => [name, of(data)]));
}

/** The types of what there is of an event, by name. */
export function fieldsOf(trigger: Trigger): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(FIELDS[trigger]).map(([name, { type }]) => [name, type]));
}
