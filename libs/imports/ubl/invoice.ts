import { AmountError, formatDecimal, parseDecimal } from '#kernel/decimal.js';
import type { XmlEvent } from './xml-event.js';

/** An invoice or a credit note of UBL as it is read: the first text of each element by its path. */
export class Invoice {
  /** By path below the root, such as `AccountingCustomerParty/Party/PartyName/Name`. */
  private readonly texts = new Map<string, string>();
  private readonly path: string[] = [];
  private readonly currencies: (string | undefined)[] = [];
  private text = '';
  private line: InvoiceLine | undefined;
  private allowance: Map<string, string> | undefined;
  private sum = 0n;
  private discounts = 0n;
  private charges = 0n;
  private reason: string | undefined;
  private tax: bigint | undefined;
  /** The first thing that makes it no document that can be recorded. */
  fault: string | undefined;

  /** @param kind the name of its root */
  constructor(
    readonly kind: 'Invoice' | 'CreditNote',
    readonly begins: number,
  ) {}

  /** @returns a line of it that has ended */
  read(event: XmlEvent): InvoiceLine | undefined {
    switch (event.kind) {
      case 'open':
        this.open(event);
        return undefined;
      case 'text':
        this.text += event.text;
        return undefined;
      case 'close':
        return this.close();
    }
  }

  /** The text at the first of several paths that has one. */
  of(...paths: readonly string[]): string | undefined {
    for (const path of paths) {
      const text = this.texts.get(path);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  get currency(): string | undefined {
    return this.of('DocumentCurrencyCode');
  }

  /** Of the document as a whole. */
  get whole() {
    return {
      discount: formatDecimal(this.discounts),
      charge: formatDecimal(this.charges),
      chargeReason: this.reason,
      tax: this.tax === undefined ? undefined : formatDecimal(this.tax),
    };
  }

  /** What makes it no document that can be recorded: something that is missing, or totals that its lines do not come to. */
  objection(): string | undefined {
    return this.fault ?? this.missing() ?? this.miscounted();
  }

  private missing(): string | undefined {
    const needed = ['ID', 'IssueDate', 'DocumentCurrencyCode', 'LegalMonetaryTotal/TaxExclusiveAmount'];
    const name = needed.find((path) => this.of(path) === undefined);
    return name === undefined ? undefined : `it has no ${name}`;
  }

  /** What cannot be reproduced is not taken. */
  private miscounted(): string | undefined {
    const net = this.sum - this.discounts + this.charges;
    const whole = net + (this.tax ?? 0n);
    const exclusive = this.amount('LegalMonetaryTotal/TaxExclusiveAmount') ?? net;
    const inclusive = this.amount('LegalMonetaryTotal/TaxInclusiveAmount') ?? whole;
    if (exclusive !== net)
      return `its lines, allowances and charges come to ${formatDecimal(net)}, its TaxExclusiveAmount is ${formatDecimal(exclusive)}`;
    if (inclusive !== whole)
      return `with its tax it comes to ${formatDecimal(whole)}, its TaxInclusiveAmount is ${formatDecimal(inclusive)}`;
    // An amount that is none.
    return this.fault;
  }

  private open({ name, line, attributes }: Extract<XmlEvent, { kind: 'open' }>): void {
    this.path.push(name);
    this.currencies.push(attributes.get('currencyID'));
    this.text = '';
    if (this.path.length === 1 && /^(Invoice|CreditNote)Line$/.test(name))
      this.line = { begins: line, texts: new Map(), discount: 0n };
    if (name === 'AllowanceCharge') this.allowance = new Map();
  }

  private close(): InvoiceLine | undefined {
    const path = this.path.join('/');
    const name = this.path.pop() ?? '';
    const currency = this.currencies.pop();
    const text = this.text.trim();
    this.text = '';
    if (text !== '') this.keep(path, text, currency);
    if (name === 'AllowanceCharge') this.closeAllowance();
    if (this.path.length > 0 || this.line === undefined) return undefined;
    const { line } = this;
    this.line = undefined;
    this.sum += this.decimal('LineExtensionAmount', line.texts.get('LineExtensionAmount') ?? '') ?? 0n;
    return line;
  }

  private keep(path: string, text: string, currency: string | undefined): void {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const isTax = path === 'TaxTotal/TaxAmount';
    if (isTax && (currency === undefined || currency === this.currency))
      this.tax = (this.tax ?? 0n) + (this.decimal(path, text) ?? 0n);
    else if (currency !== undefined && currency !== this.currency && !path.startsWith('TaxTotal/'))
      this.fault ??= `its ${path} is in ${currency}, the document in ${this.currency ?? 'no currency'}`;
    if (this.allowance !== undefined) this.allowance.set(name, text);
    else if (this.line === undefined) {
      if (!this.texts.has(path)) this.texts.set(path, text);
    } else {
      const own = path.slice(path.indexOf('/') + 1);
      if (!this.line.texts.has(own)) this.line.texts.set(own, text);
    }
  }

  /** Of a line it is in the amount of the line already; what it was before is told. Within a price it changes nothing. */
  private closeAllowance(): void {
    const { allowance } = this;
    this.allowance = undefined;
    if (allowance === undefined || this.path.includes('Price')) return;
    const amount = this.decimal('AllowanceCharge/Amount', allowance.get('Amount') ?? '') ?? 0n;
    const isCharge = allowance.get('ChargeIndicator') === 'true';
    if (this.line !== undefined) {
      if (!isCharge) this.line.discount += amount;
    } else if (isCharge) {
      this.charges += amount;
      this.reason ??= allowance.get('AllowanceChargeReason');
    } else this.discounts += amount;
  }

  private amount(path: string): bigint | undefined {
    const text = this.of(path);
    return text === undefined ? undefined : this.decimal(path, text);
  }

  private decimal(path: string, text: string): bigint | undefined {
    try {
      // As XML Schema has decimals: with a plus, zeros in front, or nothing before the point.
      return parseDecimal(
        text
          .replace(/^\+/, '')
          .replace(/^(-?)0+(?=\d)/, '$1')
          .replace(/^(-?)\./, '$10.')
          .replace(/\.$/, ''),
      );
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      this.fault ??= `its ${path} ${error.detail}: ${text.slice(0, 40) || 'there is none'}`;
      return undefined;
    }
  }
}

/** A line of an invoice or a credit note. */
export interface InvoiceLine {
  readonly begins: number;
  /** By path below it. */
  readonly texts: Map<string, string>;
  /** In millionths: what its amount is less by. */
  discount: bigint;
}
