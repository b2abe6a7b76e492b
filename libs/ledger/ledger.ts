import type { Calendar } from '#kernel/calendar.js';
import type { EventLog } from '#kernel/event-log.port.js';
import { CommandHandler, type Receipt } from '#kernel/handle.js';
import { Problem } from '#kernel/problem.js';
import type { Reading } from './command.js';
import { CREDIT } from './credit.decider.js';
import { readChange, readClosing, readRegistration, readReopening, type Read } from './customer.commands.js';
import { attributesAt, closedAt, CUSTOMER, type CustomerCommand } from './customer.decider.js';
import type { Attribution } from './events.js';
import { readInteraction, readInteractionVoid } from './interaction.commands.js';
import { INTERACTION } from './interaction.decider.js';
import { readCredit, readRefund, readSale, readSaleVoid } from './sale.commands.js';
import { SALE } from './sale.decider.js';

/** Every fact a caller can record. Permanent: callers send these names to `/v1/bulk`. */
export const COMMAND_TYPES = [
  'RegisterCustomer',
  'ChangeCustomer',
  'CloseCustomer',
  'ReopenCustomer',
  'RecordSale',
  'RefundSale',
  'VoidSale',
  'RecordCredit',
  'LogInteraction',
  'VoidInteraction',
] as const;
export type CommandType = (typeof COMMAND_TYPES)[number];

/** The write side: takes what callers send, checks it, decides, records it. */
export class Ledger {
  private readonly handler: CommandHandler;

  /** @param currency the base currency of the book */
  constructor(
    log: EventLog,
    private readonly calendar: Calendar,
    private readonly currency: string,
    private readonly clock: () => Date,
  ) {
    this.handler = new CommandHandler(log);
  }

  /**
   * Records one fact; resolves when it is on disk. `data` is anything a caller may have sent.
   * @throws Problem for what the caller can mend
   */
  record(type: CommandType, data: unknown): Promise<Receipt> {
    return this.routes[type](data, {
      calendar: this.calendar,
      currency: this.currency,
      now: this.clock().toISOString(),
    });
  }

  private readonly routes: Readonly<Record<CommandType, (data: unknown, reading: Reading) => Promise<Receipt>>> = {
    RegisterCustomer: (data, reading) => this.customer(readRegistration(data, reading), true),
    ChangeCustomer: (data, reading) => this.customer(readChange(data, reading), false),
    CloseCustomer: (data, reading) => this.customer(readClosing(data, reading), false),
    ReopenCustomer: (data, reading) => this.customer(readReopening(data, reading), false),
    RecordSale: async (data, reading) => {
      const { command, claim } = readSale(data, reading);
      const attributed = await this.attributed(command, 'sale');
      return this.handler.handle(SALE, command.id, attributed, claim, true);
    },
    RefundSale: (data, reading) => {
      const { command, claim } = readRefund(data, reading);
      return this.handler.handle(SALE, command.id, command, claim, false);
    },
    VoidSale: (data, reading) => {
      const { command, claim } = readSaleVoid(data, reading);
      return this.handler.handle(SALE, command.id, command, claim, false);
    },
    RecordCredit: async (data, reading) => {
      const { command, claim } = readCredit(data, reading);
      return this.handler.handle(CREDIT, command.id, await this.attributed(command, 'credit'), claim, true);
    },
    LogInteraction: async (data, reading) => {
      const { command, claim } = readInteraction(data, reading);
      await this.knownCustomer(command.customerId);
      return this.handler.handle(INTERACTION, command.id, command, claim, true);
    },
    VoidInteraction: (data, reading) => {
      const { command, claim } = readInteractionVoid(data, reading);
      return this.handler.handle(INTERACTION, command.id, command, claim, false);
    },
  };

  private customer({ command, claim }: Read<CustomerCommand>, fresh: boolean): Promise<Receipt> {
    return this.handler.handle(CUSTOMER, command.id, command, claim, fresh);
  }

  /** Region and salesperson that the caller does not name are the customer's as of the fact, frozen now. */
  private async attributed<Command extends Attribution & { at: string; id: string }>(
    command: Command,
    kind: 'sale' | 'credit',
  ): Promise<Command> {
    const { customerId, at } = command;
    if (customerId === undefined) return command;
    const customer = await this.knownCustomer(customerId);
    if (kind === 'sale' && closedAt(customer, at))
      throw new Problem(
        'customer-closed',
        `the customer ${customerId} was closed at ${at}: reopen it first, or correct the date`,
      );
    const { region, salesperson } = attributesAt(customer, at);
    return { ...(region !== undefined && { region }), ...(salesperson !== undefined && { salesperson }), ...command };
  }

  private async knownCustomer(id: string) {
    const customer = await this.handler.stateOf(CUSTOMER, id);
    if (!customer.exists) throw new Problem('customer-unknown', `there is no customer ${id}: register it first`);
    return customer;
  }
}
