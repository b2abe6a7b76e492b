import { describe, expect, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import { customerAsOf } from './customer-as-of.js';
import { customerDecider, type TurnCustomer } from './customer.decider.js';
import type { Attributes, CustomerEvent } from './customer.events.js';

const at = (day: string) => `2020-${day}T00:00:00.000Z`;
const base = { schema: 1, key: 'c1' } as const;
const registered: CustomerEvent = {
  ...base,
  type: 'CustomerRegistered',
  occurredAt: at('01-01'),
  data: { id: 'c1', attributes: { region: 'North', salesperson: 'Ann' } },
};
const turned = (type: 'CustomerClosed' | 'CustomerReopened', change: string, day: string): CustomerEvent => ({
  ...base,
  type,
  occurredAt: at(day),
  data: { id: 'c1', change },
});
const changed = (change: string, day: string, attributes: Attributes): CustomerEvent => ({
  ...base,
  type: 'CustomerChanged',
  occurredAt: at(day),
  data: { id: 'c1', change, attributes },
});
const close = (change: string, day: string): TurnCustomer => ({ type: 'CloseCustomer', id: 'c1', change, at: at(day) });
const reopen = (change: string, day: string): TurnCustomer => ({ ...close(change, day), type: 'ReopenCustomer' });

describe('a customer', () => {
  it('is registered with what figures can be cut by, and what is personal apart', () => {
    const { type: _type, ...rest } = registered;
    const personal = { name: 'Jo' };
    const attributes = { region: 'North' };
    given(customerDecider)
      .when({ type: 'RegisterCustomer', id: 'c1', at: at('01-01'), attributes, personal })
      .yields({ ...rest, type: 'CustomerRegistered', data: { id: 'c1', attributes, personal } });
  });

  it('is changed, however late the change comes', () => {
    given(customerDecider, registered, changed('x', '06-01', { region: 'East' }))
      .when({ type: 'ChangeCustomer', id: 'c1', change: 'y', at: at('03-01'), attributes: { region: 'South' } })
      .yields(changed('y', '03-01', { region: 'South' }));
  });

  it('cannot be changed, closed or reopened before it is registered', () => {
    const unknown = given(customerDecider);
    unknown
      .when({ type: 'ChangeCustomer', id: 'c1', change: 'x', at: at('03-01'), attributes: { region: 'South' } })
      .isRefused('not-found');
    unknown.when(close('x', '03-01')).isRefused('not-found');
    unknown.when(reopen('x', '03-01')).isRefused('not-found');
  });

  it('is closed once, with its reason', () => {
    given(customerDecider, registered)
      .when({ ...close('x', '03-01'), reason: 'moved' })
      .yields({
        ...turned('CustomerClosed', 'x', '03-01'),
        data: { id: 'c1', change: 'x', reason: 'moved' },
      } as CustomerEvent);
    const closed = given(customerDecider, registered, turned('CustomerClosed', 'x', '03-01'));
    closed.when(close('y', '04-01')).isRefused('already-closed');
    closed.when(close('y', '03-01')).isRefused('already-closed');
  });

  it('is not closed before its registration', () => {
    given(customerDecider, registered)
      .when(close('x', '01-01'))
      .yields(turned('CustomerClosed', 'x', '01-01'));
    const late: CustomerEvent = { ...registered, occurredAt: at('02-01') };
    given(customerDecider, late).when(close('x', '01-31')).isRefused('before-its-start', 'occurredAt');
  });

  it('is closed on a day before a closing already known', () => {
    given(customerDecider, registered, turned('CustomerClosed', 'x', '03-01'))
      .when(close('y', '02-01'))
      .yields(turned('CustomerClosed', 'y', '02-01'));
  });

  it('is reopened only while it is closed at that instant', () => {
    given(customerDecider, registered).when(reopen('y', '04-01')).isRefused('not-closed');
    const closed = given(customerDecider, registered, turned('CustomerClosed', 'x', '03-01'));
    closed.when(reopen('y', '02-01')).isRefused('not-closed');
    closed.when(reopen('y', '04-01')).yields(turned('CustomerReopened', 'y', '04-01'));
  });

  it('may be closed and reopened again', () => {
    const twice = [turned('CustomerClosed', 'a', '03-01'), turned('CustomerReopened', 'b', '04-01')];
    given(customerDecider, registered, ...twice)
      .when(close('c', '05-01'))
      .yields(turned('CustomerClosed', 'c', '05-01'));
    given(customerDecider, registered, ...twice.toReversed(), turned('CustomerClosed', 'c', '05-01'))
      .when(close('d', '03-15'))
      .isRefused('already-closed');
  });

  it('is reopened at the very instant of its closing only where the order of ids gives it effect', () => {
    const closed = given(customerDecider, registered, turned('CustomerClosed', 'm', '03-01'));
    closed.when(reopen('z', '03-01')).yields(turned('CustomerReopened', 'z', '03-01'));
    closed.when(reopen('a', '03-01')).isRefused('not-closed');
  });
});

describe('a customer as of an instant', () => {
  const history = [
    registered,
    changed('b', '06-01', { region: 'East' }),
    changed('a', '06-01', { region: 'West' }),
    changed('c', '03-01', { salesperson: 'Bob', segment: 'big' }),
    turned('CustomerReopened', 'z', '09-01'),
    turned('CustomerClosed', 'y', '08-01'),
  ];
  const asOf = (day: string, events: readonly CustomerEvent[] = history) =>
    customerAsOf(given(customerDecider, ...events).state, at(day));

  it('is nobody before anybody registered it', () => {
    expect(asOf('01-01', [])).toBeUndefined();
  });

  it('has its registered attributes since ever', () => {
    expect(customerAsOf(given(customerDecider, registered).state, '1999-01-01T00:00:00.000Z')).toEqual({
      closed: false,
      region: 'North',
      salesperson: 'Ann',
    });
  });

  it('has each changed attribute from its instant on, the greater id last', () => {
    expect(asOf('03-01')).toEqual({ closed: false, region: 'North', salesperson: 'Bob' });
    expect(asOf('05-31')).toEqual({ closed: false, region: 'North', salesperson: 'Bob' });
    expect(asOf('06-01')).toEqual({ closed: false, region: 'East', salesperson: 'Bob' });
  });

  it('is the same whatever order its events came in', () => {
    for (const day of ['02-01', '03-01', '06-01', '08-01', '08-02', '09-01'])
      expect(asOf(day, [registered, ...history.slice(1).toReversed()])).toEqual(asOf(day));
  });

  it('is closed after the instant of its closing and until it is reopened', () => {
    expect(['07-31', '08-01', '08-02', '08-31', '09-01', '09-02'].map((day) => asOf(day)?.closed)).toEqual([
      false,
      false,
      true,
      true,
      false,
      false,
    ]);
  });
});
