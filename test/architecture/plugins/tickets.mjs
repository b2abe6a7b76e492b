// A subject of one file: tickets of customers, opened and closed. Named in TALLY_PLUGINS, nothing else is told of it. Those of customers
// whose tier is high are flagged by themselves, and the desk is told: in the file that TICKETS_DESK names, where one is named.
import { appendFile } from 'node:fs/promises';

export const compatible = '^1';

const [OPENED, CLOSED, FLAGGED] = ['ticket.TicketOpened', 'ticket.TicketClosed', 'ticket.TicketFlagged'];

export default ({
  aggregate,
  begins,
  changes,
  commandInput,
  inputs: { label, instant },
  pastInstant,
  onTimeline,
  customerOf,
  customerStream,
  reads,
  readWholeJournal,
  readableOf,
  Type,
  Problem,
}) => {
  const events = { [OPENED]: { schema: 1 }, [CLOSED]: { schema: 1 }, [FLAGGED]: { schema: 1 } };

  const TICKET = aggregate('ticket-', {
    events,
    decider: {
      initial: {},
      evolve: (ticket, event) =>
        event.type === OPENED ? { opened: event.data } : { ...ticket, ...(event.type === CLOSED && { closed: true }) },
      decide(command, { opened, closed }) {
        const { type, id, at } = command;
        const event = (name, data) => [{ type: name, schema: 1, occurredAt: at, key: data.customerId, data }];
        if (type === 'OpenTicket') {
          if (command.customer === undefined)
            throw new Problem('customer-unknown', `register ${command.customerId} first`);
          return event(OPENED, { id, customerId: command.customerId, topic: command.topic });
        }
        if (opened === undefined) throw new Problem('not-found', `there is no ticket ${id}`);
        if (type === 'FlagTicket') return event(FLAGGED, { ...opened, change: command.change });
        if (closed) throw new Problem('already-closed', `the ticket ${id} is closed already`);
        return event(CLOSED, { ...opened, change: command.change });
      },
    },
    said: ({ type, data: { id, customerId, topic, change }, occurredAt }) => ({
      content:
        type === OPENED
          ? { type: 'OpenTicket', id, customerId, topic, occurredAt }
          : { type: type === CLOSED ? 'CloseTicket' : 'FlagTicket', id: change, ticketId: id, occurredAt },
      filled: [],
    }),
  });

  const later = (type) =>
    commandInput(
      type,
      { id: label, occurredAt: instant, ticketId: label },
      ({ id: change, ticketId: id, occurredAt }, reading) => ({
        type,
        id,
        change,
        at: pastInstant('occurredAt', occurredAt, reading),
      }),
    );

  return {
    name: 'ticket',
    events,
    commands: {
      OpenTicket: begins(TICKET, {
        input: commandInput(
          'OpenTicket',
          { id: label, occurredAt: instant, customerId: label, topic: label },
          ({ occurredAt, ...said }, reading) => ({
            type: 'OpenTicket',
            at: pastInstant('occurredAt', occurredAt, reading),
            ...said,
          }),
        ),
        complete: async (asked, desk) => ({ ...asked, ...(await customerOf(asked, asked.at, desk)) }),
        looksAt: (data) => [customerStream(data)],
        route: { method: 'POST', path: 'tickets' },
        example: {
          summary: 'Open a ticket',
          body: { id: 'ticket-1', customerId: 'ada', topic: 'delivery', occurredAt: '2024-03-06' },
        },
      }),
      CloseTicket: changes(TICKET, {
        input: later('CloseTicket'),
        route: { method: 'POST', path: 'tickets/:id/close', names: 'ticketId' },
        example: {
          summary: 'Close a ticket',
          id: 'ticket-1',
          body: { id: 'ticket-1-closed', occurredAt: '2024-03-08' },
        },
      }),
      FlagTicket: changes(TICKET, {
        input: later('FlagTicket'),
        route: { method: 'POST', path: 'tickets/:id/flag', names: 'ticketId' },
        example: {
          summary: 'Flag a ticket',
          id: 'ticket-1',
          body: { id: 'ticket-1-flagged', occurredAt: '2024-03-06' },
        },
      }),
    },
    reads: {
      showTicket: reads({
        path: 'tickets/:id',
        parameters: Type.Object({
          events: Type.Integer({ minimum: 1, maximum: 100, default: 10, description: 'How many, the last.' }),
        }),
        answers: Type.Object({ id: Type.String(), status: Type.String(), events: Type.Array(Type.Object({})) }),
        example: { summary: 'A ticket', id: 'ticket-1', query: { events: '1' } },
        async answer({ id, parameters }, { views }) {
          const journal = await readWholeJournal(views, { stream: `ticket-${id}` });
          const [opened, ...later] = readableOf(`ticket ${id}`, journal, events);
          const isClosed = later.some(({ type }) => type === CLOSED);
          return { ...opened.data, status: isClosed ? 'closed' : 'open', events: journal.slice(-parameters.events) };
        },
      }),
    },
    series: [
      {
        name: 'tickets',
        dimensions: ['topic'],
        labels: ['region', 'tier'],
        measures: { opened: 'count', open: 'count', flagged: 'count' },
        levels: ['open'],
        told: { opened: 'tickets.opened', flagged: 'tickets.flagged' },
      },
    ],
    facts: onTimeline(({ type, data: { id, customerId, topic }, occurredAt }, calendar) => {
      const day = calendar.dayOf(occurredAt);
      const measures = { [OPENED]: [1n, 1n, 0n], [CLOSED]: [0n, -1n, 0n], [FLAGGED]: [0n, 0n, 1n] }[type];
      const entry = { series: 'tickets', day, record: `ticket-${id}`, own: [topic], measures };
      return { customer: customerId, day, entries: [entry], change: () => undefined };
    }),
    metrics: [
      metric('tickets.opened', 'flow', 'Tickets opened in the period.', {
        kind: 'flow',
        sources: [{ series: 'tickets', measure: 'opened' }],
      }),
      metric('tickets.flagged', 'flow', 'Tickets flagged in the period.', {
        kind: 'flow',
        sources: [{ series: 'tickets', measure: 'flagged' }],
      }),
      metric('tickets.open', 'stock', 'Tickets open at the end of the day, where their customer then is.', {
        kind: 'stock',
        at: 'end',
        sources: [{ series: 'tickets', measure: 'open' }],
      }),
    ],
    charts: {
      'ticket.dots': {
        called: { en: 'Dots', zh: '圆点' },
        module: import.meta.resolve('./tickets-chart.mjs'),
      },
    },
    channels: {
      'ticket.pager': {
        called: { en: 'Pager', zh: '寻呼机' },
        fields: { number: label },
        send: ({ said: { number } }) => Promise.resolve({ answer: 'taken', note: `paged ${number}` }),
      },
    },
    reactions: [
      {
        name: 'ticket.escalation',
        follows: 'events',
        react: async ({ events }, book) => {
          const issues = [];
          for (const { type, data, occurredAt } of events) {
            if (type !== OPENED) continue;
            const { tier } = await book.read('showCustomer', data.customerId, { asOf: occurredAt.slice(0, 10) });
            if (tier !== 'high') continue;
            const occasion = `escalation-${data.id}`;
            issues.push({ command: { type: 'FlagTicket', data: { id: occasion, ticketId: data.id, occurredAt } } });
            issues.push({
              delivery: { id: occasion, kind: 'note', channel: 'desk', subject: data.id, body: { tier } },
            });
          }
          return issues;
        },
      },
    ],
    senders:
      process.env.TICKETS_DESK === undefined
        ? {}
        : { note: { send: ({ id }) => appendFile(process.env.TICKETS_DESK, `${id}\n`), timeout: 2_000 } },
  };
};

function metric(name, kind, definition, formula) {
  const dimensions = ['topic', 'region', 'tier'];
  return { name, kind, unit: 'tickets', type: 'integer', additive: true, dimensions, definition, formula };
}
