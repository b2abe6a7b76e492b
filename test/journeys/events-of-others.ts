import { CloudEvent, type CloudEventV1 } from 'cloudevents';

export const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
export const sale = (id: string, amount: string, customerId = 'ada') => ({
  ...{ id, customerId, lines: [{ product: 'tea', quantity: 1, unitPrice: amount }] },
});
export const saleEvent = (id: string, data: object = sale(`s-${id}`, '10'), more: Partial<CloudEventV1<object>> = {}) =>
  new CloudEvent({
    ...{ id, source: '/shop', type: 'tallybook.RecordSale', time: '2024-05-02T10:00:00.000Z', data },
    ...more,
  });

/** A change record of a table as Debezium writes it through its converter to CloudEvents. */
export const changed = (lsn: number, op: 'c' | 'd', row: object) => ({
  specversion: '1.0',
  id: `name:crm;lsn:${String(lsn)};txId:565`,
  source: '/debezium/postgresql/crm',
  type: 'io.debezium.connector.postgresql.DataChangeEvent',
  time: '2024-05-03T08:15:30.123Z',
  datacontenttype: 'application/json',
  iodebeziumop: op,
  iodebeziumtable: 'visits',
  data: { op, before: op === 'd' ? row : null, after: op === 'c' ? row : null, ts_ms: 1714724130123 },
});
