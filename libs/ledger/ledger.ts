import { formatDay, type Calendar } from '#kernel/calendar.js';
import type { EventLog } from '#kernel/event-log.port.js';
import { nextEventId } from '#kernel/event-ids.js';
import { CommandHandler, type Aggregate, type Receipt } from '#kernel/handle.js';
import { CREDIT, CUSTOMER, INTERACTION, OPPORTUNITY, PERIOD, POLICIES, RATES, SALE, TARGETS } from './aggregates.js';
import type { Read, Reading } from './command.js';
import { readCredit } from './credit.commands.js';
import { customerAsOf, type CustomerAsOf } from './customer-as-of.js';
import { readChange, readClosing, readRegistration, readReopening } from './customer.commands.js';
import { readInteraction, readInteractionVoid } from './interaction.commands.js';
import {
  readLoss,
  readOpening,
  readOpportunityChange,
  readOpportunityReopening,
  readWin,
} from './opportunity.commands.js';
import type { OpenOpportunity, OpportunityCommand, RateIn } from './opportunity.decider.js';
import { readPeriodClosing } from './period.commands.js';
import { readLifecyclePublication, readTierPublication } from './policies.commands.js';
import { readRate } from './rates.commands.js';
import { rateOn } from './rates.decider.js';
import { readRefund, readSale, readSaleVoid } from './sale.commands.js';
import { readTarget, type TargetRule } from './targets.commands.js';

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
  'OpenOpportunity',
  'ChangeOpportunity',
  'WinOpportunity',
  'LoseOpportunity',
  'ReopenOpportunity',
  'SetRate',
  'SetTarget',
  'PublishLifecyclePolicy',
  'PublishTierPolicy',
] as const;
export type CommandType = (typeof COMMAND_TYPES)[number];

export interface LedgerOptions {
  readonly log: EventLog;
  readonly calendar: Calendar;
  /** The base currency of the book. */
  readonly currency: string;
  readonly clock: () => Date;
  /** What a target can be set for: the catalogue's, which the write side does not know. */
  readonly targetRule: TargetRule;
}

/** A union, each member without some of its fields. */
type DistributiveOmit<Union, Name extends PropertyKey> = Union extends unknown ? Omit<Union, Name> : never;

/** The write side: takes what callers send, checks it, decides, records it. */
export class Ledger {
  private readonly handler: CommandHandler;
  private readonly calendar: Calendar;
  private readonly currency: string;

  constructor(private readonly options: LedgerOptions) {
    this.handler = new CommandHandler(options.log);
    this.calendar = options.calendar;
    this.currency = options.currency;
  }

  /**
   * Records one fact; resolves when it is on disk. `data` is anything a caller may have sent, the envelope fields among the others.
   * @throws Problem for what the caller can mend
   */
  async record(type: CommandType, data: unknown): Promise<Receipt> {
    const now = this.options.clock().toISOString();
    return this.routes[type](data, { calendar: this.calendar, currency: this.currency, now });
  }

  /**
   * Records that a period was closed with these figures. `data` is what the caller sent: an id, without which every closing is one of its
   * own. @throws Problem as `record`
   */
  async closePeriod(
    data: unknown,
    closing: { readonly period: string; readonly position: number; readonly digest: string },
  ): Promise<Receipt> {
    const at = this.options.clock().toISOString();
    const reading = { calendar: this.calendar, currency: this.currency, now: at };
    const claim = readPeriodClosing(data, closing.period, nextEventId(), reading);
    return this.handler.change(PERIOD, closing.period, { type: 'ClosePeriod', id: claim.id, at, ...closing }, claim);
  }

  private readonly routes: Readonly<Record<CommandType, (data: unknown, reading: Reading) => Promise<Receipt>>> = {
    RegisterCustomer: (data, reading) => this.begin(CUSTOMER, readRegistration(data, reading)),
    ChangeCustomer: (data, reading) => this.change(CUSTOMER, readChange(data, reading)),
    CloseCustomer: (data, reading) => this.change(CUSTOMER, readClosing(data, reading)),
    ReopenCustomer: (data, reading) => this.change(CUSTOMER, readReopening(data, reading)),
    RecordSale: async (data, reading) => {
      const { command, claim } = readSale(data, reading);
      const { customer, rate } = await this.lookUp(command.sale, command.at);
      return this.begin(SALE, { command: { ...command, ...customer, sale: { ...command.sale, rate } }, claim });
    },
    RefundSale: (data, reading) => this.change(SALE, readRefund(data, reading)),
    VoidSale: (data, reading) => this.change(SALE, readSaleVoid(data, reading)),
    RecordCredit: async (data, reading) => {
      const { command, claim } = readCredit(data, reading);
      const { customer, rate } = await this.lookUp(command.credit, command.at);
      return this.begin(CREDIT, { command: { ...command, ...customer, credit: { ...command.credit, rate } }, claim });
    },
    LogInteraction: async (data, reading) => {
      const { command, claim } = readInteraction(data, reading);
      const customer = await this.customerOf(command.interaction, command.at);
      return this.begin(INTERACTION, { command: { ...command, ...customer }, claim });
    },
    VoidInteraction: (data, reading) => this.change(INTERACTION, readInteractionVoid(data, reading)),
    OpenOpportunity: async (data, reading) => {
      const { command, claim } = readOpening(data, reading);
      const customer = await this.customerOf(command.opportunity, command.at);
      return this.begin(OPPORTUNITY, {
        command: { ...command, ...customer, ...(await this.rates(command.at)) },
        claim,
      });
    },
    ChangeOpportunity: (data, reading) => this.changeOpportunity(readOpportunityChange(data, reading)),
    WinOpportunity: (data, reading) => this.changeOpportunity(readWin(data, reading)),
    LoseOpportunity: (data, reading) => this.changeOpportunity(readLoss(data, reading)),
    ReopenOpportunity: (data, reading) => this.changeOpportunity(readOpportunityReopening(data, reading)),
    SetRate: (data, reading) => this.add(RATES, readRate(data, reading)),
    SetTarget: (data, reading) => this.add(TARGETS, readTarget(data, reading, this.options.targetRule)),
    PublishLifecyclePolicy: (data, reading) => this.add(POLICIES, readLifecyclePublication(data, reading)),
    PublishTierPolicy: (data, reading) => this.add(POLICIES, readTierPublication(data, reading)),
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

  /** A fact among others of its kind, in the one stream of the kind. */
  private add<State, Command>(aggregate: Aggregate<State, Command>, { command, claim }: Read<Command>) {
    return this.handler.change(aggregate, '', command, claim);
  }

  private async changeOpportunity({
    command,
    claim,
  }: Read<DistributiveOmit<Exclude<OpportunityCommand, OpenOpportunity>, 'rateIn'>>) {
    return this.handler.change(OPPORTUNITY, command.id, { ...command, ...(await this.rates(command.at)) }, claim);
  }

  private async lookUp(fact: { readonly customerId?: string; readonly currency: string }, at: string) {
    const customer = await this.customerOf(fact, at);
    const rate = fact.currency === this.currency ? '1' : (await this.rates(at)).rateIn(fact.currency);
    return { customer, rate };
  }

  /** The rates in force on the business day of an instant, as they are set now: those of a fact are frozen in it. */
  private async rates(at: string): Promise<{ readonly rateIn: RateIn }> {
    const rates = await this.handler.currentStateOf(RATES, '');
    const date = formatDay(this.calendar.dayOf(at));
    return { rateIn: (currency) => (currency === this.currency ? '1' : rateOn(rates, currency, date)) };
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
