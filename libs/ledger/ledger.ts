import type { Calendar } from '#kernel/calendar.js';
import type { EventLog } from '#kernel/event-log.port.js';
import { CommandHandler, type Aggregate, type Receipt } from '#kernel/handle.js';
import { CREDIT, CUSTOMER, INTERACTION, SALE } from './aggregates.js';
import type { Read, Reading } from './command.js';
import { readCredit } from './credit.commands.js';
import { customerAsOf, type CustomerAsOf } from './customer-as-of.js';
import { readChange, readClosing, readRegistration, readReopening } from './customer.commands.js';
import { readInteraction, readInteractionVoid } from './interaction.commands.js';
import { readRefund, readSale, readSaleVoid } from './sale.commands.js';

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
   * Records one fact; resolves when it is on disk. `data` is anything a caller may have sent, the envelope fields among the others.
   * @throws Problem for what the caller can mend
   */
  async record(type: CommandType, data: unknown): Promise<Receipt> {
    const now = this.clock().toISOString();
    return this.routes[type](data, { calendar: this.calendar, currency: this.currency, now });
  }

  private readonly routes: Readonly<Record<CommandType, (data: unknown, reading: Reading) => Promise<Receipt>>> = {
    RegisterCustomer: (data, reading) => this.begin(CUSTOMER, readRegistration(data, reading)),
    ChangeCustomer: (data, reading) => this.change(CUSTOMER, readChange(data, reading)),
    CloseCustomer: (data, reading) => this.change(CUSTOMER, readClosing(data, reading)),
    ReopenCustomer: (data, reading) => this.change(CUSTOMER, readReopening(data, reading)),
    RecordSale: async (data, reading) => {
      const { command, claim } = readSale(data, reading);
      const customer = await this.customerOf(command.sale, command.at);
      return this.begin(SALE, { command: { ...command, ...customer }, claim });
    },
    RefundSale: (data, reading) => this.change(SALE, readRefund(data, reading)),
    VoidSale: (data, reading) => this.change(SALE, readSaleVoid(data, reading)),
    RecordCredit: async (data, reading) => {
      const { command, claim } = readCredit(data, reading);
      const customer = await this.customerOf(command.credit, command.at);
      return this.begin(CREDIT, { command: { ...command, ...customer }, claim });
    },
    LogInteraction: async (data, reading) => {
      const { command, claim } = readInteraction(data, reading);
      const customer = await this.customerOf(command.interaction, command.at);
      return this.begin(INTERACTION, { command: { ...command, ...customer }, claim });
    },
    VoidInteraction: (data, reading) => this.change(INTERACTION, readInteractionVoid(data, reading)),
  };

  private begin<State, Command>(aggregate: Aggregate<State, Command>, { command, claim }: Read<Command>) {
    return this.handler.begin(aggregate, claim.id, command, claim);
  }

  private change<State, Command>(
    aggregate: Aggregate<State, Command>,
    { command, claim }: Read<NoInfer<Command> & { readonly id: string }>,
  ) {
    return this.handler.change(aggregate, command.id, command, claim);
  }

  /** The customer a fact names, as of its instant; nothing for a guest and for a customer nobody has registered. */
  private async customerOf(
    { customerId }: { readonly customerId?: string },
    at: string,
  ): Promise<{ readonly customer?: CustomerAsOf }> {
    if (customerId === undefined) return {};
    const customer = customerAsOf(await this.handler.stateOf(CUSTOMER, customerId), at);
    return customer === undefined ? {} : { customer };
  }
}
