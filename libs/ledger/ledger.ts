import { formatDay, type Calendar } from '#kernel/time/calendar.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { nextEventId } from '#kernel/event-ids.js';
import { CommandHandler, type Aggregate, type Receipt } from '#engine/record/handle.js';
import { SureClock } from '#engine/record/sure-clock.js';
import { CREDIT, CUSTOMER, INTERACTION, OPPORTUNITY, PERIOD, POLICIES, RATES, SALE, TARGETS } from './aggregates.js';
import type { Read, Reading, TargetRule } from './command.js';
import { customerAsOf, type CustomerAsOf } from './customer-as-of.js';
import type { OpenOpportunity, OpportunityCommand, RateIn } from './opportunity.decider.js';
import { readPeriodClosing } from './period.commands.js';
import type { ClosePeriod } from './period.decider.js';
import { rateOn } from './rates.decider.js';
import { READERS, type CommandType } from './readers.js';

export interface LedgerOptions {
  readonly log: EventLog;
  readonly calendar: Calendar;
  /** The base currency of the book. */
  readonly currency: string;
  readonly clock: () => Date;
  /** Whether the clock may be any time ahead of the last event, see `SureClock`. */
  readonly clockTrusted?: boolean;
  readonly targetRule: TargetRule;
  /** Nobody else appends to the log. */
  readonly soleWriter?: boolean;
}

/** A union, each member without some of its fields. */
type DistributiveOmit<Union, Name extends PropertyKey> = Union extends unknown ? Omit<Union, Name> : never;

/** The write side: takes what callers send, checks it, decides, records it. */
export class Ledger {
  private readonly handler: CommandHandler;
  private readonly clock: SureClock;
  private readonly calendar: Calendar;
  private readonly currency: string;

  constructor(private readonly options: LedgerOptions) {
    const { log, clock, clockTrusted: trusted = false, soleWriter = false } = options;
    this.handler = new CommandHandler(log, { soleWriter });
    this.clock = new SureClock(log, clock, { trusted });
    this.calendar = options.calendar;
    this.currency = options.currency;
  }

  /** Why the clock that facts are recorded by is not sure, so that they are refused; undefined when it is. */
  clockTrouble(): Promise<string | undefined> {
    return this.clock.trouble();
  }

  /**
   * Records one fact; resolves when it is on disk. `data` is anything a caller may have sent, the envelope fields among the others.
   * @throws Problem for what the caller can mend
   */
  async record(type: CommandType, data: unknown): Promise<Receipt> {
    const now = await this.clock.now();
    return this.routes[type](data, this.reading(now));
  }

  /**
   * Records that a period was closed with these figures. `data` is what the caller sent: an id, without which every closing is one of its
   * own. @throws Problem as `record`
   */
  async closePeriod(
    data: unknown,
    closing: Pick<ClosePeriod, 'period' | 'position' | 'digest' | 'figures'>,
  ): Promise<Receipt> {
    const at = await this.clock.now();
    const claim = readPeriodClosing(data, closing.period, nextEventId(), this.reading(at));
    return this.handler.change(PERIOD, closing.period, { type: 'ClosePeriod', id: claim.id, at, ...closing }, claim);
  }

  private readonly routes: Readonly<Record<CommandType, (data: unknown, reading: Reading) => Promise<Receipt>>> = {
    RegisterCustomer: (data, reading) => this.begin(CUSTOMER, READERS.RegisterCustomer(data, reading)),
    ChangeCustomer: (data, reading) => this.change(CUSTOMER, READERS.ChangeCustomer(data, reading)),
    CloseCustomer: (data, reading) => this.change(CUSTOMER, READERS.CloseCustomer(data, reading)),
    ReopenCustomer: (data, reading) => this.change(CUSTOMER, READERS.ReopenCustomer(data, reading)),
    RecordSale: async (data, reading) => {
      const { command, claim } = READERS.RecordSale(data, reading);
      const { customer, rate } = await this.lookUp(command.sale, command.at);
      const opportunityKnown = await this.isKnown(command.sale);
      const sale = { ...command.sale, rate };
      return this.begin(SALE, { command: { ...command, ...customer, opportunityKnown, sale }, claim });
    },
    RefundSale: (data, reading) => this.change(SALE, READERS.RefundSale(data, reading)),
    VoidSale: (data, reading) => this.change(SALE, READERS.VoidSale(data, reading)),
    RecordCredit: async (data, reading) => {
      const { command, claim } = READERS.RecordCredit(data, reading);
      const { customer, rate } = await this.lookUp(command.credit, command.at);
      return this.begin(CREDIT, { command: { ...command, ...customer, credit: { ...command.credit, rate } }, claim });
    },
    LogInteraction: async (data, reading) => {
      const { command, claim } = READERS.LogInteraction(data, reading);
      const customer = await this.customerOf(command.interaction, command.at);
      return this.begin(INTERACTION, { command: { ...command, ...customer }, claim });
    },
    VoidInteraction: (data, reading) => this.change(INTERACTION, READERS.VoidInteraction(data, reading)),
    OpenOpportunity: async (data, reading) => {
      const { command, claim } = READERS.OpenOpportunity(data, reading);
      const customer = await this.customerOf(command.opportunity, command.at);
      return this.begin(OPPORTUNITY, {
        command: { ...command, ...customer, ...(await this.rates(command.at)) },
        claim,
      });
    },
    ChangeOpportunity: (data, reading) => this.changeOpportunity(READERS.ChangeOpportunity(data, reading)),
    WinOpportunity: (data, reading) => this.changeOpportunity(READERS.WinOpportunity(data, reading)),
    LoseOpportunity: (data, reading) => this.changeOpportunity(READERS.LoseOpportunity(data, reading)),
    ReopenOpportunity: (data, reading) => this.changeOpportunity(READERS.ReopenOpportunity(data, reading)),
    SetRate: (data, reading) => this.add(RATES, READERS.SetRate(data, reading)),
    SetTarget: (data, reading) => this.add(TARGETS, READERS.SetTarget(data, reading)),
    PublishLifecyclePolicy: (data, reading) => this.add(POLICIES, READERS.PublishLifecyclePolicy(data, reading)),
    PublishTierPolicy: (data, reading) => this.add(POLICIES, READERS.PublishTierPolicy(data, reading)),
  };

  private reading(now: string): Reading {
    const { calendar, currency, targetRule } = this.options;
    return { calendar, currency, now, targetRule };
  }

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
    const rates = await this.handler.stateOf(RATES, '');
    const date = formatDay(this.calendar.dayOf(at));
    return { rateIn: (currency) => (currency === this.currency ? '1' : rateOn(rates, currency, date)) };
  }

  /** Whether there is the opportunity that a sale names. */
  private async isKnown({ opportunityId }: { readonly opportunityId?: string }): Promise<boolean> {
    if (opportunityId === undefined) return false;
    return (await this.handler.stateOf(OPPORTUNITY, opportunityId)).opened !== undefined;
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
