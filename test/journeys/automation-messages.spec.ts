import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../processes/until.js';
import { messagesOn, PEOPLE, stageOfMessages, type StageOfMessages } from './messages-on-stage.js';
import { sale, type Stage } from './stage.js';

const REACTIONS = ['action.decisions', 'action.tasks'];

describe('messages of automations', () => {
  let stage: Stage;
  let mail: StageOfMessages['mail'];
  let program: StageOfMessages['program'];
  let close: StageOfMessages['close'];
  let sales = 0;
  const { put, agree, decided, deliveries, settled, reasons } = messagesOn(() => stage);
  const sell = (customer: string) =>
    stage.record('/v1/sales', sale(`s${String(sales++)}`, customer, '2024-06-02', '10'));
  const letter = { channel: 'letters', subject: 'Thank you,  {{ name }}' };

  beforeAll(async () => {
    ({ stage, mail, program, close } = await stageOfMessages());
    const template = 'Dear {{ name }}, {{ orders }} orders of {{ revenue }}.';
    await put('automations/thanks', {
      title: 'Thanks',
      on: { fact: 'RecordSale' },
      do: [{ message: { ...letter, template } }],
    });
  });
  afterAll(() => close());

  it('reach by mail who agrees, at the address of the customer, with what is known of it now', async () => {
    for (const id of ['ada', 'bob', 'cyd', 'fay']) await sell(id);
    await settled();
    expect(await reasons('thanks')).toEqual(['ada taken', 'bob consent', 'cyd taken', 'fay consent']);
    expect(mail.taken).toHaveLength(1);
    const [taken] = mail.taken;
    expect(taken).toMatchObject({ to: { text: 'ada@people.test' }, subject: 'Thank you, Ada <b>*' });
    expect(taken?.text).toMatch(
      /^Dear Ada <b>\*, 1 orders of 10\.\n\n-- \nUnsubscribe: http:\/\/localhost:9\/v1\/unsubscribe\/[\w-]+\.[\w-]{43}\n*$/,
    );
    expect((await deliveries()).map(({ attempts }) => attempts.at(-1)?.note)).toEqual(
      expect.arrayContaining([undefined, 'not sent: the customer has no e-mail address']),
    );
  });

  it('are sent once, also where all that was done is gone through again', async () => {
    const before = await deliveries();
    const outbox = stage.book.outbox();
    for (const name of REACTIONS)
      for (let moved = 'stale'; moved === 'stale';) moved = await outbox.moveOn(name, await outbox.checkpoint(name), 0);
    await sell('bob');
    await settled();
    expect([await deliveries(), mail.taken.length]).toEqual([before, 1]);
  });

  it('have a link that nobody else can make, by which the customer wants no more', async () => {
    const list = mail.taken[0]?.headers.get('list') as { readonly unsubscribe: { readonly url: string } };
    const { pathname } = new URL(list.unsubscribe.url);
    const lines = mail.taken[0]?.headerLines.map(({ line }) => line);
    expect(lines).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const ask = async (path: string, method: string) => {
      const headers = { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' };
      const body = method === 'POST' ? { body: 'List-Unsubscribe=One-Click' } : {};
      const answer = await fetch(stage.url + path, { method, headers, ...body });
      return [answer.status, await answer.text()] as const;
    };
    expect(await ask(pathname, 'GET')).toEqual([200, expect.stringContaining('<form method="post">')]);
    expect((await stage.get('/v1/customers/ada'))['consent']).toEqual({ mail: true });
    const [said = '', signature = ''] = pathname.split('/').at(-1)?.split('.') ?? [];
    const other = Buffer.from('["eve","mail"]').toString('base64url');
    for (const token of [`${other}.${signature}`, `${said}.${signature.slice(1)}`, said, `${pathname}.x`, '.'])
      for (const method of ['GET', 'POST'])
        expect((await ask(`/v1/unsubscribe/${encodeURIComponent(token)}`, method))[0]).toBe(404);
    expect((await ask(pathname, 'POST'))[0]).toBe(200);
    expect((await ask(pathname, 'POST'))[0]).toBe(200);
    stage.position = String(await stage.book.log.tail());
    expect((await stage.get('/v1/customers/ada'))['consent']).toEqual({ mail: false });
    const { events } = await stage.get('/v1/events?customerId=ada&type=ConsentWithdrawn');
    expect(events).toMatchObject([{ emitter: 'unsubscribe', data: { channel: 'mail' } }]);
    await sell('ada');
    await settled();
    expect((await reasons('thanks')).at(-1)).toBe('ada consent');
  });

  it('go to a program, a chat and the house in the words of each, without the name in what stays there', async () => {
    for (const channel of ['webhook', 'chat']) await agree('ada', channel);
    const say = (channel: string) => ({ message: { channel, template: '{{ name }}: {{ orders }}' } });
    await put('automations/tells', {
      title: 'Tells',
      on: { fact: 'LogInteraction' },
      do: ['hook', 'room', 'desk'].map(say),
    });
    const call = { customerId: 'ada', occurredAt: '2024-06-02', kind: 'call' };
    await stage.record('/v1/interactions', { id: 'i1', ...call });
    await stage.record('/v1/interactions', { id: 'i2', ...call, customerId: 'bob' });
    await settled();
    expect(await reasons('tells')).toEqual(['ada taken', 'bob consent']);
    const [one, other] = program.received.map(({ body }) => JSON.parse(body) as object).sort(byType);
    expect(one).toMatchObject({
      type: 'automation',
      data: { customer: 'ada', email: 'ada@people.test', name: PEOPLE.ada, text: `${PEOPLE.ada}: 2` },
    });
    expect(other).toEqual({ msgtype: 'markdown', markdown: { content: '**Tells**\nAda \\<b\\>\\*: 2' } });
    expect(await stage.get('/v1/messages')).toMatchObject({ messages: [{ channel: 'desk', text: 'ada: 2' }] });
  });

  it('leave nobody who was erased, or agrees no more, before they are sent; and nothing of a person is kept', async () => {
    await agree('bob', 'mail');
    await stage.record('/v1/channels/letters/pause', { id: 'p1', reason: 'holidays' });
    await sell('eve');
    await sell('bob');
    await decided();
    expect((await reasons('thanks')).slice(-2)).toEqual(['eve taken', 'bob taken']);
    await stage.record('/v1/customers/eve/erase', { id: 'g1', reason: 'request' });
    stage.at('2024-06-02T10:00:00Z');
    await put('customers/bob/consent', { channel: 'mail', given: false });
    await stage.record('/v1/channels/letters/resume', { id: 'p2' });
    await settled();
    const notes = (await deliveries()).flatMap(({ attempts }) => attempts.at(-1)?.note ?? []);
    expect(notes.slice(0, 2).sort()).toEqual([
      'not sent: nothing is known of the customer any more',
      'not sent: the customer does not agree to it any more',
    ]);
    expect(mail.taken).toHaveLength(1);
    const kept = JSON.stringify([await deliveries(), await stage.book.log.readAll(0, 1_000)]);
    expect(kept).not.toMatch(/Eve Evans|people\.test|Ada </);
  });

  it('are as many as the cap allows in so many days, and no more', async () => {
    await put('automations/sorry', {
      title: 'Sorry',
      on: { fact: 'RefundSale' },
      do: [{ message: { channel: 'hook', template: '{{ name }}: sorry' } }],
      cap: { messages: 1, per: '7d' },
    });
    const before = program.received.length;
    for (const day of ['2024-06-02', '2024-06-03', '2024-06-10']) {
      stage.at(`${day}T13:00:00Z`);
      await stage.record('/v1/sales/s0/refunds', { id: `back-${day}`, occurredAt: `${day}T13:00:00Z`, amount: '1' });
      await settled();
    }
    expect(await reasons('sorry')).toEqual(['ada taken', 'ada cap', 'ada taken']);
    expect(program.received.length - before).toBe(2);
    const asked = { from: '2024-06-02', position: stage.position };
    const { body } = await stage.send('POST', '/v1/automations/sorry/dry-run', asked);
    expect(body['decisions']).toEqual((await stage.get('/v1/automations/sorry/decisions'))['decisions']);
  });

  it('leave when quiet hours are over, once, while all else is done at once', async () => {
    await put('automations/calm', {
      title: 'Calm',
      on: { fact: 'CloseCustomer' },
      do: [{ message: { channel: 'hook', template: 'Farewell, {{ name }}' } }, { followUp: { note: 'why?' } }],
      quietHours: ['21:00', '08:00'],
    });
    const before = program.received.length;
    stage.at('2024-06-10T22:00:00Z');
    await stage.record('/v1/customers/ada/close', { id: 'gone' });
    await decided();
    const calm = async () => (await deliveries()).filter(({ body }) => body.automation === 'calm');
    await until(async () => {
      stage.now = new Date(stage.now.getTime() + 10);
      return (await calm())[0]?.attempts[0]?.note !== undefined;
    });
    await decided();
    const attempts = [{ note: 'put off: in quiet hours' }];
    expect(await calm()).toMatchObject([{ state: 'waiting', due: '2024-06-11T08:00:00.000Z', attempts }]);
    expect(program.received.length).toBe(before);
    const { decisions } = await stage.get('/v1/automations/calm/decisions');
    expect(decisions).toMatchObject([{ customer: 'ada', decision: 'taken', reason: 'quiet-hours' }]);
    const asked = { from: '2024-06-10', position: stage.position };
    expect((await stage.send('POST', '/v1/automations/calm/dry-run', asked)).body['decisions']).toEqual(decisions);
    expect(await stage.get('/v1/follow-ups')).toMatchObject({ followUps: [{ automation: 'calm' }] });
    stage.at('2024-06-11T08:00:00Z');
    await settled();
    expect(program.received.slice(before).map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { data: { customer: 'ada', text: `Farewell, ${PEOPLE.ada}` } },
    ]);
  });

  it('tell a program what is named of whom agrees, and the house of everybody by its id alone', async () => {
    const { length } = program.received;
    const body = { who: '{{ name }}', at: '{{ email }}', 'a "count"': '{{ orders }}' };
    const alert = { title: 'Look at it', text: 'It was closed', severity: 'critical', channels: ['desk', 'letters'] };
    const on = { fact: 'ReopenCustomer' };
    await put('automations/programs', { title: 'Programs', on, do: [{ webhook: { channel: 'hook', body } }] });
    await put('automations/bare', { title: 'Bare', on, do: [{ webhook: { channel: 'hook' } }] });
    await put('automations/alarms', { title: 'Alarms', on, do: [{ alert }] });
    await stage.record('/v1/customers/bob/close', { id: 'gone-bob' });
    stage.now = new Date(stage.now.getTime() + 60_000);
    for (const id of ['ada', 'bob']) await stage.record(`/v1/customers/${id}/reopen`, { id: `back-${id}` });
    await settled();
    await settled('alert');
    expect(await deliveries('alert')).toHaveLength(4);
    stage.position = String(await stage.book.log.tail());
    for (const id of ['programs', 'bare']) expect(await reasons(id)).toEqual(['ada taken', 'bob consent']);
    expect(await reasons('alarms')).toEqual(['ada taken', 'bob taken']);
    const told = program.received.slice(length).map(({ body: one }) => JSON.parse(one) as { readonly data: object });
    const about = { version: 1, customer: 'ada', occasion: expect.any(String) };
    expect(told.map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        { automation: 'bare', ...about, body: {} },
        {
          automation: 'programs',
          ...about,
          body: { who: PEOPLE.ada, at: 'ada@people.test', 'a "count"': '2' },
        },
      ]),
    );
    expect(told).toHaveLength(2);
    const { messages } = await stage.get('/v1/messages?channel=desk');
    const said = (customer: string) => ({
      title: alert.title,
      text: `critical: It was closed\ncustomer ${customer}, by the automation alarms.`,
      link: `/v1/automations/alarms/decisions?customer=${customer}`,
    });
    const alarms = (messages as readonly { readonly subject: string }[]).filter(({ subject }) => subject === 'alert');
    expect(alarms).toHaveLength(2);
    expect(alarms).toEqual(
      expect.arrayContaining(['ada', 'bob'].map((id) => expect.objectContaining(said(id)) as object)),
    );
    expect(mail.taken.slice(1).map(({ to, subject }) => [to, subject])).toEqual(
      [0, 1].map(() => [expect.objectContaining({ text: 'house@tally.test' }), 'Look at it']),
    );
    const { decisions } = await stage.get('/v1/automations/alarms/decisions?customer=ada');
    expect(decisions).toMatchObject([{ decision: 'taken', actions: [{ alert }] }]);
  });

  it('wait for a channel that leads to no program', async () => {
    const change = (content: object) => stage.send('PUT', '/v1/channels/hook', { ...content, url: program.url });
    await change({ kind: 'chat', style: 'wecom' });
    const { length } = program.received;
    await put('automations/misled', {
      title: 'Misled',
      on: { fact: 'ChangeCustomer' },
      do: [{ webhook: { channel: 'hook' } }],
    });
    await agree('ada', 'hook');
    await stage.record('/v1/customers/ada', { id: 'moved', region: 'north' }, 'PATCH');
    await decided();
    const attempts = async () => (await deliveries()).find(({ body }) => body.automation === 'misled')?.attempts ?? [];
    await until(async () => {
      // Whoever sends looks when the clock has moved, and it may have looked before there was anything to send.
      stage.now = new Date(stage.now.getTime() + 10);
      return (await attempts())[0]?.error !== undefined;
    });
    expect(await attempts()).toMatchObject([{ error: expect.stringContaining('it is no webhook') }]);
    await change({ kind: 'webhook' });
    stage.now = new Date(stage.now.getTime() + 60_000);
    await settled();
    expect(program.received.slice(length).map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { type: 'automation', data: { automation: 'misled', customer: 'ada' } },
    ]);
  });

  it('are refused where a cap or quiet hours are none', async () => {
    const said = { message: { channel: 'desk', template: 'x' } };
    for (const [field, content] of [
      ['cap.messages', { cap: { messages: 0, per: '7d' } }],
      ['cap.per', { cap: { messages: 2, per: 'week' } }],
      ['quietHours', { quietHours: ['21:00'] }],
      ['quietHours', { quietHours: ['21:00', '24:00'] }],
      ['quietHours', { quietHours: ['21:00', '21:00'] }],
    ] as const) {
      const odd = { title: 'Odd', on: { fact: 'RecordSale' }, do: [said], ...content };
      const { status, body } = await stage.send('PUT', '/v1/automations/odd', odd);
      expect([status, body['errors']]).toEqual([400, [expect.objectContaining({ field })]]);
    }
  });

  it('are refused where they name what nobody knows', async () => {
    const message = { channel: 'letters', template: 'Hello' };
    const alert = { title: 'Look', channels: ['desk'] };
    for (const [field, said] of [
      ['message.template', { message: { ...message, template: 'Hello {{ nome }}' } }],
      ['message.template', { message: { ...message, template: 'Hello {{ name | shout }}' } }],
      ['message.template', { message: { ...message, template: 'Hello {{ email }}' } }],
      ['message.template', { message: { ...message, template: '{% include "x" %}' } }],
      ['message.subject', { message: { ...message, subject: '{{ attributes.x }}' } }],
      ['message.template', { message: { channel: 'letters' } }],
      ['message.channel', { message: { template: 'Hello' } }],
      ['webhook.channel', { webhook: { body: { who: '{{ name }}' } } }],
      ['webhook.body.who', { webhook: { channel: 'hook', body: { who: '{{ nome }}' } } }],
      ['alert.channels', { alert: { ...alert, channels: [] } }],
      ['alert.severity', { alert: { ...alert, severity: 'odd' } }],
      ['alert.title', { alert: { ...alert, title: 'Look at {{ name }}' } }],
    ] as const) {
      const content = { title: 'Odd', on: { fact: 'RecordSale' }, do: [said] };
      const { status, body } = await stage.send('PUT', '/v1/automations/odd', content);
      expect([status, body['errors']]).toEqual([400, [expect.objectContaining({ field: `do[0].${field}` })]]);
    }
  });
});

function byType(one: object, other: object): number {
  return Number('msgtype' in one) - Number('msgtype' in other);
}
