import { AMOUNT_LIMIT, formatDecimal } from '#kernel/decimal.js';
import type { Json } from '#kernel/event.js';
import { claimOf, openFields, present, refuseFuture, type Reading } from './command.js';
import type { Read } from './customer.commands.js';
import type { SaleLine } from './events.js';
import type { Fields } from './fields.js';
import { lineAmounts } from './line-amounts.js';
import type { CreditCommand } from './credit.decider.js';
import type { RecordSale, RefundSale, VoidSale } from './sale.decider.js';

export function readSale(data: unknown, reading: Reading): Read<RecordSale> {
  const { fields, envelope } = openFields(data, reading);
  const id = fields.label('id');
  const occurredAt = fields.instant('occurredAt');
  const given = { ...readAttribution(fields), opportunityId: fields.optionalLabel('opportunityId') };
  const lines = fields.optionalList('lines', readLine);
  if (lines === undefined && occurredAt !== '') fields.fail('lines', 'must be a list of 1 to 1,000 objects');
  fields.done();
  refuseFuture('occurredAt', occurredAt, reading);
  const said = present(given);
  const content = { id, occurredAt, ...said, lines: contentOf(lines ?? []) };
  const command = {
    type: 'RecordSale',
    id,
    at: occurredAt,
    ...said,
    currency: given.currency ?? reading.currency,
    lines: lines ?? [],
  } as const;
  return {
    command: { ...command, rate: rateOf(command.currency, reading) },
    claim: claimOf('RecordSale', id, content, envelope),
  };
}

export function readRefund(data: unknown, reading: Reading): Read<RefundSale> {
  const { fields, envelope } = openFields(data, reading);
  const refund = fields.label('id');
  const id = fields.label('saleId');
  const at = fields.instant('occurredAt');
  const reason = fields.optionalText('reason');
  const amount = fields.optionalAmount('amount', 'more');
  const lines = fields.optionalList('lines', (line) =>
    present({
      line: line.optionalWhole('line', 999) ?? lineMissing(line),
      quantity: line.optionalQuantity('quantity'),
      amount: line.amount('amount', 'more'),
    }),
  );
  oneOf(fields, lines, amount);
  fields.done();
  refuseFuture('occurredAt', at, reading);
  const said = present({ reason, amount, lines });
  const content = { id: refund, saleId: id, occurredAt: at, ...said };
  return {
    command: { type: 'RefundSale', id, refund, at, ...said },
    claim: claimOf('RefundSale', refund, content, envelope),
  };
}

export function readSaleVoid(data: unknown, reading: Reading): Read<VoidSale> {
  const { fields, envelope } = openFields(data, reading);
  const change = fields.label('id');
  const id = fields.label('saleId');
  const reason = fields.requiredText('reason');
  fields.done();
  const content = { id: change, saleId: id, reason };
  return { command: { type: 'VoidSale', id, change, reason }, claim: claimOf('VoidSale', change, content, envelope) };
}

export function readCredit(data: unknown, reading: Reading): Read<CreditCommand> {
  const { fields, envelope } = openFields(data, reading);
  const id = fields.label('id');
  const at = fields.instant('occurredAt');
  const given = {
    ...readAttribution(fields),
    reason: fields.optionalText('reason'),
    amount: fields.optionalAmount('amount', 'more'),
  };
  const lines = fields.optionalList('lines', readLine);
  oneOf(fields, lines, given.amount);
  fields.done();
  refuseFuture('occurredAt', at, reading);
  const said = present(given);
  const content = { id, occurredAt: at, ...said, ...(lines && { lines: contentOf(lines) }) };
  const currency = given.currency ?? reading.currency;
  const command = {
    type: 'RecordCredit',
    id,
    at,
    ...said,
    currency,
    rate: rateOf(currency, reading),
    lines: lines ?? [],
  } as const;
  return { command, claim: claimOf('RecordCredit', id, content, envelope) };
}

function readAttribution(fields: Fields) {
  return {
    customerId: fields.optionalLabel('customerId'),
    currency: fields.optionalCurrency('currency'),
    salesperson: fields.optionalLabel('salesperson'),
    region: fields.optionalLabel('region'),
    channel: fields.optionalLabel('channel'),
  };
}

function readLine(line: Fields): SaleLine {
  const read = present({
    product: line.label('product'),
    category: line.optionalLabel('category'),
    quantity: line.quantity('quantity'),
    unitPrice: line.amount('unitPrice', 'zero'),
    discount: line.optionalAmount('discount', 'zero'),
    discountRate: line.optionalAmount('discountRate', 'zero'),
    tax: line.optionalAmount('tax', 'zero'),
  });
  const { gross, reduction } = lineAmounts(read);
  if (read.discount !== undefined && read.discountRate !== undefined)
    line.fail('discountRate', 'must not come with discount: send one of the two');
  else if (reduction > gross)
    line.fail(read.discount === undefined ? 'discountRate' : 'discount', 'must not be more than the gross amount');
  if (gross >= AMOUNT_LIMIT) line.fail('unitPrice', 'times quantity must be smaller than 10^16');
  return { ...read, gross: formatDecimal(gross), reduction: formatDecimal(reduction) };
}

/** What the caller said of lines, without what was worked out. */
function contentOf(lines: readonly SaleLine[]): readonly Json[] {
  return lines.map(({ gross: _gross, reduction: _reduction, ...said }) => said);
}

function lineMissing(line: Fields): number {
  line.fail('line', 'is required: the 0-based number of the line of the sale');
  return 0;
}

function oneOf(fields: Fields, lines: unknown, amount: unknown): void {
  if ((lines === undefined) === (amount === undefined))
    fields.fail('lines', 'or amount is required, and only one of the two');
}

/** Rates are recorded facts of their own; without one only the base currency converts. */
function rateOf(currency: string, reading: Reading): string | null {
  return currency === reading.currency ? '1' : null;
}
