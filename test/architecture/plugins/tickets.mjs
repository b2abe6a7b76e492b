// A subject of one file: tickets of customers, opened and closed. Named in TALLY_PLUGINS, nothing else is told of it.
export const compatible = '^1';

export default ({
  aggregate,
  begins,
  changes,
  openFields,
  claimOf,
  onTimeline,
  customerOf,
  customerStream,
  Problem,
}) => {
  const events = { TicketOpened: { schema: 1 }, TicketClosed: { schema: 1 } };

  const TICKET = aggregate('ticket-', {
    events,
    decider: {
      initial: {},
      evolve: (ticket, event) => (event.type === 'TicketOpened' ? { opened: event.data } : { ...ticket, closed: true }),
      decide(command, { opened, closed }) {
        const { type, id, at } = command;
        const event = (name, data) => [{ type: name, schema: 1, occurredAt: at, key: data.customerId, data }];
        if (type === 'OpenTicket') {
          if (command.customer === undefined)
            throw new Problem('customer-unknown', `register ${command.customerId} first`);
          return event('TicketOpened', { id, customerId: command.customerId, topic: command.topic });
        }
        if (opened === undefined) throw new Problem('not-found', `there is no ticket ${id}`);
        if (closed) throw new Problem('already-closed', `the ticket ${id} is closed already`);
        return event('TicketClosed', { ...opened, change: command.change });
      },
    },
    said: ({ type, data: { id, customerId, topic, change }, occurredAt }) => ({
      content:
        type === 'TicketOpened'
          ? { type: 'OpenTicket', id, customerId, topic, occurredAt }
          : { type: 'CloseTicket', id: change, ticketId: id, occurredAt },
      filled: [],
    }),
  });

  const read = (type, more) => (data, reading) => {
    const { fields, envelope } = openFields(data, reading);
    const id = fields.label('id');
    const at = fields.instant('occurredAt');
    const said = more(fields);
    fields.done();
    const command = type === 'OpenTicket' ? { type, id, at, ...said } : { type, id: said.ticketId, change: id, at };
    return { command, claim: claimOf(id, { type, id, occurredAt: at, ...said }, envelope) };
  };

  return {
    name: 'ticket',
    events,
    commands: {
      OpenTicket: begins(TICKET, {
        read: read('OpenTicket', (fields) => ({
          customerId: fields.label('customerId'),
          topic: fields.label('topic'),
        })),
        complete: async (asked, desk) => ({ ...asked, ...(await customerOf(asked, asked.at, desk)) }),
        looksAt: (data) => [customerStream(data)],
        route: { method: 'POST', path: 'tickets' },
        example: {
          summary: 'Open a ticket',
          body: { id: 'ticket-1', customerId: 'ada', topic: 'delivery', occurredAt: '2024-03-06' },
        },
      }),
      CloseTicket: changes(TICKET, {
        read: read('CloseTicket', (fields) => ({ ticketId: fields.label('ticketId') })),
        route: { method: 'POST', path: 'tickets/:id/close', names: 'ticketId' },
        example: {
          summary: 'Close a ticket',
          id: 'ticket-1',
          body: { id: 'ticket-1-closed', occurredAt: '2024-03-08' },
        },
      }),
    },
    series: [
      {
        name: 'tickets',
        dimensions: ['topic'],
        labels: ['region', 'tier'],
        measures: { opened: 'count', open: 'count' },
        levels: ['open'],
        told: { opened: 'tickets.opened' },
      },
    ],
    facts: onTimeline(({ type, data: { id, customerId, topic }, occurredAt }, calendar) => {
      const day = calendar.dayOf(occurredAt);
      const measures = type === 'TicketOpened' ? [1n, 1n] : [0n, -1n];
      const entry = { series: 'tickets', day, record: `ticket-${id}`, own: [topic], measures };
      return { customer: customerId, day, entries: [entry], change: () => undefined };
    }),
    metrics: [
      metric('tickets.opened', 'flow', 'Tickets opened in the period.', {
        kind: 'flow',
        sources: [{ series: 'tickets', measure: 'opened' }],
      }),
      metric('tickets.open', 'stock', 'Tickets open at the end of the day, where their customer then is.', {
        kind: 'stock',
        at: 'end',
        sources: [{ series: 'tickets', measure: 'open' }],
      }),
    ],
  };
};

function metric(name, kind, definition, formula) {
  const dimensions = ['topic', 'region', 'tier'];
  return { name, kind, unit: 'tickets', type: 'integer', additive: true, dimensions, definition, formula };
}
