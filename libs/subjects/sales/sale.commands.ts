import { aggregate } from '#ledger/aggregate.js';
import { SALE_EVENTS } from './sale.events.js';
import { saleDecider } from './sale.decider.js';
import { readAttribution } from './attribution.js';
import { claimOf, openFields, present, refuseFuture, type Read, type Reading, type Unrated } from '#ledger/command.js';
import type { Said } from '#ledger/differences.js';
import type { RefundLine, SaleEvent } from './sale.events.js';
import type { Fields } from '#ledger/fields.js';
import { lineSaid, readLine } from './line.js';
import type { LineRefund, RecordSale, RefundSale, VoidSale } from './sale.decider.js';

export function readSale(data: unknown, reading: Reading): Read<Unrated<RecordSale, 'sale'>> {
  const { fields, envelope } = openFields(data, reading);
  const id = fields.label('id');
  const at = fields.instant('occurredAt');
  const attribution = readAttribution(fields, reading);
  const opportunityId = fields.optionalLabel('opportunityId');
  const lines = fields.list('lines', readLine);
  fields.done();
  refuseFuture('occurredAt', at, reading);
  const type = 'RecordSale';
  const said = present({ id, ...attribution, opportunityId });
  const content = { type, occurredAt: at, ...said, lines: lines.map(lineSaid) };
  return { command: { type, at, sale: { ...said, lines } }, claim: claimOf(id, content, envelope) };
}

export function readRefund(data: unknown, reading: Reading): Read<RefundSale> {
  const { fields, envelope } = openFields(data, reading);
  const refund = fields.label('id');
  const id = fields.label('saleId');
  const at = fields.instant('occurredAt');
  const reason = fields.optionalText('reason');
  const amount = fields.optionalAmount('amount', 'more');
  const tax = fields.optionalAmount('tax', 'zero');
  const lines = fields.optionalList('lines', readLineRefund);
  fields.requireOneOf('lines', 'amount');
  if (tax !== undefined && lines !== undefined) fields.fail('tax', 'must not come with lines: give each line its own');
  fields.done();
  refuseFuture('occurredAt', at, reading);
  const type = 'RefundSale';
  const said = present({ reason, amount, tax, lines });
  const content = { type, id: refund, saleId: id, occurredAt: at, ...said };
  return { command: { type, id, refund, at, ...said }, claim: claimOf(refund, content, envelope) };
}

function readLineRefund(fields: Fields): LineRefund {
  return present({
    line: fields.whole('line', Number.MAX_SAFE_INTEGER),
    quantity: fields.optionalQuantity('quantity'),
    amount: fields.amount('amount', 'more'),
    tax: fields.optionalAmount('tax', 'zero'),
  });
}

export function readSaleVoid(data: unknown, reading: Reading): Read<VoidSale> {
  const { fields, envelope } = openFields(data, reading);
  const change = fields.label('id');
  const id = fields.label('saleId');
  const reason = fields.requiredText('reason');
  fields.done();
  const type = 'VoidSale';
  const content = { type, id: change, saleId: id, reason };
  return { command: { type, id, change, reason }, claim: claimOf(change, content, envelope) };
}

/** The command an event was, as the caller said it. */
export function saleSaid({ type, occurredAt, data }: SaleEvent): Said {
  switch (type) {
    case 'SaleRecorded': {
      const { rate: _rate, lines, ...said } = data;
      const content = { type: 'RecordSale', occurredAt, ...said, lines: lines.map(lineSaid) };
      return { content, filled: ['region', 'salesperson'] };
    }
    case 'SaleRefunded': {
      const { id: saleId, refund: id, reason, amount, tax, lines } = data;
      const given = amount === undefined ? lines.map(lineRefundSaid) : undefined;
      const content = present({ type: 'RefundSale', id, saleId, occurredAt, reason, amount, tax, lines: given });
      return { content, filled: [] };
    }
    case 'SaleVoided': {
      const { id: saleId, change: id, reason } = data;
      return { content: { type: 'VoidSale', id, saleId, reason }, filled: [] };
    }
  }
}

function lineRefundSaid({ line = 0, quantity, amount, tax }: RefundLine): LineRefund {
  return present({ line, quantity, amount, tax });
}

export const SALE = aggregate('sale-', { decider: saleDecider, events: SALE_EVENTS, said: saleSaid });
