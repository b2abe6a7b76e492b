import type { CustomerAsOf, Desk, Tools } from '@tallybook/plugin';
import { EVENTS, keyOf, type BrowsingEvent, type Identified, type View } from './browsing.events.js';

interface LogView {
  readonly at: string;
  readonly view: View;
  readonly customer?: CustomerAsOf;
}

interface IdentifyVisitor extends Identified {
  /** The visitor. */
  readonly id: string;
  readonly at: string;
  readonly customer?: CustomerAsOf;
}

type Logged = Extract<BrowsingEvent, { readonly type: 'browsing.ViewLogged' }>;
type Known = Extract<BrowsingEvent, { readonly type: 'browsing.VisitorIdentified' }>;

/** What callers send: each view begins a stream, and so does what is known of a visitor, which is said once. */
export function browsingCommands(tools: Tools) {
  const { aggregate, begins, commandInput, customerOf, customerStream, inputs, pastInstant, present, Problem } = tools;
  const { label, instant, optional } = inputs;
  const needCustomer = (customerId: string | undefined, customer: CustomerAsOf | undefined): void => {
    if (customerId !== undefined && customer === undefined)
      throw new Problem('customer-unknown', `register ${customerId} first, or log views of a visitor`);
  };

  const VIEW = aggregate<null, LogView, Logged>('browsing-', {
    events: EVENTS,
    decider: {
      initial: null,
      evolve: () => null,
      decide({ at, view, customer }) {
        const { visitor, customerId } = view;
        if ((visitor === undefined) === (customerId === undefined))
          throw new Problem('invalid-request', 'name a visitor or a customerId: one of the two', [
            { field: 'visitor', detail: 'or customerId, one of the two' },
          ]);
        needCustomer(customerId, customer);
        return [{ type: 'browsing.ViewLogged', schema: 1, occurredAt: at, key: keyOf(view), data: view }];
      },
    },
    said: ({ occurredAt, data }) => ({ content: present({ type: 'LogView', occurredAt, ...data }), filled: [] }),
  });

  const VISITOR = aggregate<null, IdentifyVisitor, Known>('visitor-', {
    events: EVENTS,
    decider: {
      initial: null,
      evolve: () => null,
      decide({ at, id: visitor, customerId, customer }) {
        needCustomer(customerId, customer);
        const data = { visitor, customerId };
        return [{ type: 'browsing.VisitorIdentified', schema: 1, occurredAt: at, key: keyOf({ visitor }), data }];
      },
    },
    said: ({ occurredAt: at, data: { visitor: id, customerId } }) => ({
      content: { type: 'IdentifyVisitor', id, customerId, occurredAt: at },
      filled: ['occurredAt'],
    }),
  });

  return {
    LogView: begins(VIEW, {
      input: commandInput(
        'LogView',
        {
          id: label,
          occurredAt: instant,
          page: label,
          product: optional(label),
          channel: optional(label),
          campaign: optional(label),
          visitor: optional(label),
          customerId: optional(label),
        },
        ({ occurredAt, ...view }, reading) => ({ at: pastInstant('occurredAt', occurredAt, reading), view }),
      ),
      complete: async (asked: LogView, desk: Desk) => ({ ...asked, ...(await customerOf(asked.view, asked.at, desk)) }),
      looksAt: (data) => [customerStream(data)],
      route: { method: 'POST', path: 'views' },
      problems: ['customer-unknown'],
      example: {
        summary: 'Log a page view',
        body: { id: 'v-1', visitor: 'cookie-7', page: '/tea', product: 'tea', occurredAt: '2024-01-20T10:00:00Z' },
      },
    }),
    IdentifyVisitor: begins(VISITOR, {
      input: commandInput(
        'IdentifyVisitor',
        { id: label, customerId: label, occurredAt: optional(instant) },
        ({ id, customerId, occurredAt }, reading) => ({
          id,
          visitor: id,
          customerId,
          at: pastInstant('occurredAt', occurredAt, reading),
        }),
      ),
      complete: async (asked: IdentifyVisitor, desk: Desk) => ({
        ...asked,
        ...(await customerOf(asked, asked.at, desk)),
      }),
      looksAt: (data) => [customerStream(data)],
      route: { method: 'POST', path: 'visitors/:id/identify', names: 'id' },
      problems: ['customer-unknown'],
      example: { summary: 'Say which customer a visitor is', id: 'cookie-7', body: { customerId: 'ada' } },
    }),
  };
}
