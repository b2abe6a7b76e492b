import type { Receipt } from '#engine/record/handle.js';
import { Problem } from '#kernel/problem.js';
import { aggregate } from '#ledger/aggregate.js';
import { claimOf } from '#ledger/command.js';
import { changes, type CommandType, type Desk } from '#ledger/command-type.js';
import { BY_AUTOMATION } from '../automations/automation.js';
import { CHANGE, CUSTOMER } from '../customers/customer.commands.js';
import { assignmentDecider } from './assignment.decider.js';
import { ASSIGNMENT_EVENTS, ASSIGNMENT_STREAM, type CustomerAssigned } from './assignment.events.js';

/** Within its stream an occasion is claimed once. */
const ASSIGNMENT = aggregate(ASSIGNMENT_STREAM, {
  decider: assignmentDecider,
  events: ASSIGNMENT_EVENTS,
  said: ({ data }: CustomerAssigned) => ({ content: { type: 'AssignCustomer', ...data }, filled: [] }),
  claimsFirst: true,
  placed: ({ data }) => `occasion-${data.occasion}`,
});

/** A change as a caller would send it. */
const CHANGING = changes(CUSTOMER, {
  input: CHANGE,
  route: { method: 'PATCH', path: 'customers/:id', names: 'customerId' },
  example: { summary: '' },
});

/** What is issued of a customer: made from an occasion, and recorded under its id once for ever. */
interface OfCustomer {
  readonly id: string;
  readonly customerId: string;
  readonly automation: string;
  readonly occasion: string;
}
type Changed = OfCustomer & {
  readonly salesperson?: string;
  readonly attributes?: Readonly<Record<string, string>>;
};
type Assigned = OfCustomer & { readonly among: readonly string[] };

/** What automations record of customers, and no caller can. By the names that reactions issue it under. */
export const OF_CUSTOMERS: Readonly<Record<string, Pick<CommandType, 'record'>>> = {
  ChangeByAutomation: { record: (data, desk) => changed(data as Changed, desk) },
  AssignCustomer: {
    record: async (data, desk) => {
      const { among, ...said } = data as Assigned;
      const { automation, occasion, customerId: customer } = said;
      const assigned = { automation, occasion, customer };
      const command = { type: 'AssignCustomer', now: desk.reading.now, assigned, among } as const;
      await desk.handler.change(
        ASSIGNMENT,
        automation,
        command,
        claimOf(automation, { type: 'AssignCustomer', ...assigned }, {}),
      );
      const salesperson = (await desk.handler.stateOf(ASSIGNMENT, automation)).get(occasion);
      if (salesperson === undefined) throw new Error(`nobody was chosen by ${automation} for ${occasion}`);
      return changed({ ...said, salesperson }, desk);
    },
  },
};

/** What cannot be said of a customer, now or ever, is not said: nobody would mend it, and all others would wait for it. */
async function changed({ automation, occasion, ...said }: Changed, desk: Desk): Promise<Receipt> {
  const { registeredAt, isErased } = await desk.handler.stateOf(CUSTOMER, said.customerId);
  const nothing = { id: said.id, position: 0, duplicate: true };
  if (registeredAt === undefined || (isErased === true && said.attributes !== undefined)) return nothing;
  try {
    const envelope = { emitter: BY_AUTOMATION, actor: automation, correlationId: occasion };
    return await CHANGING.record({ ...said, ...envelope }, desk);
  } catch (error) {
    // It is being erased, or the changes of another came between the reading of its attributes and this.
    if (error instanceof Problem && error.code === 'customer-erased') return nothing;
    throw error;
  }
}
