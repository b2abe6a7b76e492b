import { amount } from '#ledger/input/number.js';
import { object, optional } from '#ledger/input/object.js';

/** What an automation costs in the base currency: once, and for each customer on whom it acts. */
export type Cost = { readonly fixed?: string; readonly perCustomer?: string };

/** What is said of it. */
export const COST = object({ fixed: optional(amount), perCustomer: optional(amount) }, (said, scope) => {
  if (scope.sound && Object.keys(said).length === 0) scope.fail('', 'must have fixed or perCustomer');
});
