import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { Deals } from './deals.js';
import type { DemoFact } from './fact.js';
import { Random } from './random.js';
import { Subscriptions } from './subscriptions.js';

export interface DemoOptions {
  /** About how many facts. */
  readonly facts: number;
  readonly seed: number;
  /** The base currency of the book it is for; two others are used beside it. */
  readonly currency?: string;
  /** Whether facts say since when they were known, as history of a new book. */
  readonly isHistory?: boolean;
}

const START = parseDay('2023-01-01') as number;
const DAYS = 730;
const REGIONS = ['north', 'south', 'east', 'west', 'overseas'];
const SEGMENTS = ['private', 'trade', 'public'];
const SOURCES = ['search', 'fair', 'referral', 'mailing'];
const SALESPEOPLE = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gus'];
const CHANNELS = ['web', 'shop', 'phone'];
const FOREIGN = ['EUR', 'GBP', 'CHF'];
const KINDS = ['call', 'mail', 'visit'];
const PRODUCTS = Array.from({ length: 60 }, (_, i) => ({
  name: `product ${String(i + 1)}`,
  category: `category ${String((i % 8) + 1)}`,
  cents: 250 + i * 487,
}));

/**
 * A two-year business from a seed: customers come, buy in three currencies, call, change, leave and come back; sales are refunded and
 * voided, opportunities opened in two pipelines, moved, won and lost, subscriptions started, changed, cancelled and resumed; some facts arrive up to two months late. The same options give the same facts.
 */
export function* demoBusiness({ facts, seed, currency = 'USD', isHistory = false }: DemoOptions): Iterable<DemoFact> {
  const currencies = FOREIGN.filter((other) => other !== currency).slice(0, 2);
  const business = new Business(new Random(seed), new Subscriptions(new Random(~seed)), currencies);
  let made = 0;
  const known = (fact: DemoFact, day: number): DemoFact =>
    isHistory ? { ...fact, knownSince: `${formatDay(day)}T23:59:59Z` } : fact;
  for (let day = 0; day < DAYS; day++) {
    const due = Math.round((facts * (day + 1)) / DAYS);
    if (day % 30 === 0 && made < due) {
      for (const rate of business.rates(START + day)) {
        yield known(rate, START + day);
        made++;
      }
    }
    for (; made < due; made++) yield known(business.next(START + day), START + day);
  }
}

class Business {
  private customers = 0;
  /** Customers who left, with the day; those who came back leave no more. */
  private readonly closed = new Map<number, number>();
  private readonly returned = new Set<number>();
  private sales: { readonly id: string; readonly day: number; readonly cents: number }[] = [];
  private facts = 0;
  private today = START;

  private readonly deals: Deals;

  constructor(
    private readonly random: Random,
    private readonly subscriptions: Subscriptions,
    private readonly currencies: readonly string[],
  ) {
    this.deals = new Deals(random);
  }

  /** New rates of the foreign currencies, around 1. */
  rates(day: number): readonly DemoFact[] {
    const from = formatDay(day);
    return this.currencies.map((currency) => ({
      type: 'SetRate',
      data: {
        id: `rate-${currency}-${from}`,
        currency,
        from,
        rate: (0.9 + this.random.below(4000) / 10_000).toFixed(4),
      },
    }));
  }

  next(today: number): DemoFact {
    const { random } = this;
    const id = `f${String(++this.facts)}`;
    this.today = today;
    const dice = random.next();
    if (this.customers < 20 || dice < 0.08) return this.register(today);
    const day = random.chance(0.05) ? Math.max(START, today - random.below(60)) : today;
    if (dice < 0.8) return this.sell(id, day);
    if (dice < 0.89) {
      const contact = this.interact(id, day);
      return dice < 0.87 ? contact : this.subscriptions.next(id, today, String(contact.data['customerId']));
    }
    if (dice < 0.93) return this.deals.next(id, today, customer(this.random.skewed(this.customers)), this.money());
    if (dice < 0.96) return this.giveBack(id, today);
    if (dice < 0.97) return this.void(id, day);
    if (dice < 0.99) return this.change(id, day);
    return this.closeOrReopen(id, today);
  }

  private register(day: number): DemoFact {
    const { random } = this;
    const number = this.customers++;
    const profile = {
      region: random.pick(REGIONS),
      segment: random.pick(SEGMENTS),
      source: random.pick(SOURCES),
      salesperson: random.pick(SALESPEOPLE),
    };
    const person = { name: `Customer ${String(number)}`, email: `customer${String(number)}@example.com` };
    return {
      type: 'RegisterCustomer',
      data: { id: customer(number), registeredAt: formatDay(day), ...profile, ...person },
    };
  }

  private sell(id: string, day: number): DemoFact {
    const { random } = this;
    const lines = Array.from({ length: 1 + random.skewed(4) }, () => this.line());
    const cents = Math.floor(
      lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * Number(unitPrice) * 90, 0),
    );
    const who = this.openCustomer();
    // Who came back buys from then on only.
    const on = who !== undefined && this.returned.has(who) ? this.today : day;
    if (who !== undefined && random.chance(0.2)) this.sales.push({ id, day: on, cents });
    if (this.sales.length > 500) this.sales = this.sales.slice(250);
    const buyer = who === undefined || random.chance(0.03) ? {} : { customerId: customer(who) };
    return {
      type: 'RecordSale',
      data: { id, ...buyer, occurredAt: this.instant(on), channel: random.pick(CHANNELS), ...this.money(), lines },
    };
  }

  /** Now and then in a foreign currency. */
  private money(): { readonly currency?: string } {
    return this.random.chance(0.1) ? { currency: this.random.pick(this.currencies) } : {};
  }

  private line() {
    const { random } = this;
    const { name, category, cents } = PRODUCTS[random.skewed(PRODUCTS.length)] as (typeof PRODUCTS)[number];
    const line = { product: name, category, quantity: 1 + random.skewed(5), unitPrice: (cents / 100).toFixed(2) };
    return {
      ...line,
      ...(random.chance(0.2) && { discountRate: '0.1' }),
      ...(random.chance(0.5) && { tax: (cents / 1000).toFixed(3) }),
    };
  }

  private interact(id: string, day: number): DemoFact {
    const { random } = this;
    const about = {
      kind: random.pick(KINDS),
      direction: random.chance(0.5) ? 'in' : 'out',
      salesperson: random.pick(SALESPEOPLE),
    };
    const customerId = customer(random.skewed(this.customers));
    return {
      type: 'LogInteraction',
      data: { id, customerId, occurredAt: this.instant(day), ...about, durationSeconds: random.below(1800) },
    };
  }

  private giveBack(id: string, day: number): DemoFact {
    const sale = this.takeSale();
    if (sale === undefined) return this.sell(id, day);
    const amount = (Math.max(1, Math.floor(sale.cents * 0.3)) / 100).toFixed(2);
    return {
      type: 'RefundSale',
      data: { id, saleId: sale.id, occurredAt: this.instant(Math.max(day, sale.day + 1)), amount, reason: 'returned' },
    };
  }

  private void(id: string, day: number): DemoFact {
    const sale = this.takeSale();
    if (sale === undefined) return this.sell(id, day);
    return { type: 'VoidSale', data: { id, saleId: sale.id, reason: 'entered twice' } };
  }

  private change(id: string, day: number): DemoFact {
    const { random } = this;
    const what = random.chance(0.5) ? { region: random.pick(REGIONS) } : { salesperson: random.pick(SALESPEOPLE) };
    return {
      type: 'ChangeCustomer',
      data: { id, customerId: customer(random.below(this.customers)), effectiveAt: formatDay(day), ...what },
    };
  }

  private closeOrReopen(id: string, day: number): DemoFact {
    const { random, closed } = this;
    const [gone] = [...closed].find(([, since]) => since < day) ?? [];
    if (gone !== undefined && random.chance(0.4)) {
      closed.delete(gone);
      this.returned.add(gone);
      return { type: 'ReopenCustomer', data: { id, customerId: customer(gone), occurredAt: this.instant(day, 6) } };
    }
    const who = this.openCustomer();
    if (who === undefined || this.returned.has(who)) return this.sell(id, day);
    closed.set(who, day);
    return {
      type: 'CloseCustomer',
      data: { id, customerId: customer(who), occurredAt: this.instant(day, 23), reason: 'moved away' },
    };
  }

  private openCustomer(): number | undefined {
    const who = this.random.chance(0.7) ? this.random.skewed(this.customers) : this.random.below(this.customers);
    return this.closed.has(who) ? undefined : who;
  }

  private takeSale() {
    const [sale] = this.sales.splice(this.random.below(Math.max(1, this.sales.length)), 1);
    return sale;
  }

  private instant(day: number, hour = 7 + this.random.below(14)): string {
    const two = (number: number): string => String(number).padStart(2, '0');
    return `${formatDay(day)}T${two(hour)}:${two(this.random.below(60))}:${two(this.random.below(60))}Z`;
  }
}

function customer(number: number): string {
  return `c${String(number)}`;
}
