import { readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel/event.js';
import { FAILED_REPORT, KEPT_REPORT, SCHEDULED } from '#testing/a-kept-report.js';
import { ABOUT_CUSTOMERS, BY_AN_AUTOMATION } from '#testing/an-automation.js';
import { Desk } from '#testing/desk.js';
import { noteEvents, OF_A_MAPPING, OF_A_WEBHOOK } from '#testing/events-of-others.js';
import { FOR_PEOPLE } from '#testing/for-people.js';
import { goldenName } from '#testing/golden-name.js';
import { MADE_BY_THE_BOOK } from '#testing/made-by-the-book.js';
import { LATER_FORMS } from '#testing/later-forms.js';
import { recordAllOfLog } from '#testing/of-a-log.js';
import { recordOpening } from '#ledger/book.js';
import type { CommandType } from '#ledger/command-type.js';
import { DEFINING, GRANTING, issuing, revoking, LIMITING, rotating, withdrawing } from './access/access.commands.js';
import { erasing } from './customers/erasure.commands.js';
import { closing } from './periods/period.commands.js';
import { beginsShare } from './shares/share.commands.js';
import { EVENT_TYPES, OWN_COMMANDS } from './tables.js';

/**
 * Every event as it is stored, hash of the caller's content included. Stored events are never rewritten and a hash is what tells a
 * repetition a year later: where one of these files no longer agrees, books that exist could not be read, or would count a fact twice.
 * A new shape is a new schema version with an upcaster and a file of its own (`UPDATE_GOLDEN=1` writes files that are missing).
 */
const line = { product: 'tea', category: 'drinks', quantity: '2.5', unitPrice: 12.5, discountRate: '0.1', tax: '1.9' };
const LINE_BACK = { line: 1, quantity: 1, amount: '10' };
const FACTS: readonly (readonly [string, object])[] = [
  [
    'RegisterCustomer',
    {
      id: 'c1',
      registeredAt: '2024-01-01',
      name: 'Zoë',
      email: 'z@example.org',
      phone: '+49 1',
      region: 'North',
      source: 'fair',
      segment: 'b2b',
      salesperson: 'Ann',
      attributes: { size: 'L' },
    },
  ],
  ['ChangeCustomer', { customerId: 'c1', id: 'x1', effectiveAt: '2024-02-01', region: 'South', phone: '+49 2' }],
  [
    'RecordCredit',
    { id: 'k1', customerId: 'c1', occurredAt: '2024-03-07', currency: 'USD', lines: [line], reason: 'goodwill' },
  ],
  ['SetRate', { id: 'e1', currency: 'USD', from: '2024-01-01', rate: '0.9' }],
  [
    'OpenOpportunity',
    {
      id: 'o1',
      customerId: 'c1',
      openedAt: '2024-02-01',
      title: 'Tea for the year',
      product: 'tea',
      salesperson: 'Ben',
      region: 'West',
      value: 500,
      currency: 'USD',
      expectedCloseOn: '2024-05-01',
      probability: 0.5,
    },
  ],
  [
    'RecordSale',
    {
      id: 's1',
      customerId: 'c1',
      occurredAt: '2024-03-01T10:20:30+01:00',
      lines: [line, { product: 'pot', quantity: 1, unitPrice: 30, discount: 5 }],
      channel: 'web',
      opportunityId: 'o1',
    },
  ],
  ['RefundSale', { saleId: 's1', id: 'r1', occurredAt: '2024-03-05', reason: 'broken', lines: [LINE_BACK] }],
  ['RefundSale', { saleId: 's1', id: 'r2', occurredAt: '2024-03-06', amount: '7' }],
  ['VoidSale', { saleId: 's1', id: 'v1', reason: 'entered twice' }],
  [
    'LogInteraction',
    {
      id: 'i1',
      customerId: 'c1',
      occurredAt: '2024-03-08',
      kind: 'call',
      channel: 'phone',
      direction: 'out',
      salesperson: 'Ann',
      durationSeconds: 90,
      subject: 'offer',
      campaign: 'spring',
    },
  ],
  ['VoidInteraction', { interactionId: 'i1', id: 'w1', reason: 'wrong customer' }],
  ['CloseCustomer', { customerId: 'c1', id: 'x2', occurredAt: '2024-04-01', reason: 'moved' }],
  ['ReopenCustomer', { customerId: 'c1', id: 'x3', occurredAt: '2024-04-02', reason: 'back' }],
  [
    'ChangeOpportunity',
    { opportunityId: 'o1', id: 'y1', occurredAt: '2024-02-05', stage: 'offer', value: '450', probability: '0.7' },
  ],
  ['LoseOpportunity', { opportunityId: 'o1', id: 'y2', occurredAt: '2024-02-10', reason: 'price' }],
  ['ReopenOpportunity', { opportunityId: 'o1', id: 'y3', occurredAt: '2024-02-12' }],
  ['WinOpportunity', { opportunityId: 'o1', id: 'y4', occurredAt: '2024-02-20', value: 400 }],
  [
    'SetTarget',
    { id: 't1', metric: 'orders', from: '2024-01-01', to: '2024-12-31', value: 12, where: { region: 'North' } },
  ],
  ['PublishLifecyclePolicy', { id: 'p1', effectiveFrom: '2024-01-01', policy: { churnAfterDays: 60 } }],
  [
    'PublishTierPolicy',
    {
      id: 'p2',
      effectiveFrom: '2024-01-01',
      policy: { tiers: [{ name: 'gold', any: [{ revenue: 1000.5, orders: 2 }] }, { name: 'other' }] },
    },
  ],
  [
    'RecordSale',
    {
      id: 's2',
      customerId: 'c1',
      occurredAt: '2024-03-01',
      currency: 'USD',
      lines: [{ product: 'tea', quantity: 1, unitPrice: '0.000005', tax: '0.000009' }],
    },
  ],
  ['RecordSale', { id: 's5', customerId: 'c1', occurredAt: '2024-03-02', lines: [line], campaign: 'spring' }],
  [
    'RefundSale',
    { saleId: 's2', id: 'r3', occurredAt: '2024-03-05', lines: [{ line: 0, amount: '0.000004', tax: '0.000004' }] },
  ],
  ['RefundSale', { saleId: 's2', id: 'r4', occurredAt: '2024-03-06', amount: '0.000001', tax: '0.000005' }],
  [
    'RecordSale',
    {
      id: 's3',
      occurredAt: '2024-03-01',
      discount: '5',
      tax: '3.29',
      lines: [
        { product: 'print', quantity: 2, unitPrice: '16', tax: '0.5' },
        { product: 'bag', quantity: 3, amount: '20', discountRate: '0.1' },
      ],
    },
  ],
  [
    'SetQuestion',
    {
      id: 'n1',
      title: 'Sales by region',
      description: 'for the board',
      question: { metrics: ['revenue.net', 'orders'], by: ['region'], grain: 'month', where: { channel: 'web' } },
      chart: { kind: 'line' },
    },
  ],
  [
    'SetDashboard',
    {
      id: 'd1',
      title: 'Board',
      filters: { channel: ['web'] },
      tiles: [
        { question: 'n1', width: 6, height: 3 },
        { question: { metrics: ['orders'] }, chart: { kind: 'kpi' }, width: 6, height: 3 },
      ],
    },
  ],
  ['SetSchedule', SCHEDULED],
  ['SetSegment', { id: 'g1', title: 'Worth', rule: 'orders > 2 && revenue > money("100.5")', description: 'd' }],
  ['RetireSegment', { id: 'g1', ifMatch: 1 }],
  ...OF_A_MAPPING,
  ...OF_A_WEBHOOK,
  ...ABOUT_CUSTOMERS,
  ['RetireDashboard', { id: 'd1' }],
  ['RetireQuestion', { id: 'n1', ifMatch: 1 }],
  [
    'SetChannel',
    { id: 'n2', kind: 'webhook', url: 'https://hooks.example.com/tally', secret: `whsec_${'A'.repeat(44)}` },
  ],
  ['RetireChannel', { id: 'n2' }],
  ['PauseChannel', { channelId: 'n2', id: 'u1', reason: 'it answers 500', failingSince: '2024-04-30T12:00:00Z' }],
  ['ResumeChannel', { channelId: 'n2', id: 'u2' }],
  [
    'KeepMessage',
    { id: 'm1', channel: 'desk', subject: 'report', title: 'March', text: 'Net 12.50', link: '/v1/schedules/a/runs/1' },
  ],
  [
    'SetAlert',
    {
      id: 'al1',
      title: 'Little revenue',
      metric: 'revenue.net',
      by: 'region',
      window: 'month',
      where: { channel: 'web' },
      condition: { below: 1000 },
      clear: '1100.50',
      for: '2d',
      cooldown: '7d',
      channels: ['ops'],
    },
  ],
  ['CommentAlert', { id: 'al1', part: 'North', text: 'new region' }],
  ['AssignAlert', { id: 'al1', part: 'North', to: 'ben' }],
  ['SnoozeAlert', { id: 'al1', part: 'North', until: '2999-01-01' }],
  [
    'SetCustomMetric',
    {
      id: 'custom.share_of_web',
      title: 'Share of the web',
      unit: 'ratio',
      definition: 'Revenue through the web by all revenue.',
      formula: { ratio: [{ metric: 'revenue.sales', where: { channel: 'web' } }, { metric: 'revenue.sales' }] },
    },
  ],
  ['RetireCustomMetric', { id: 'custom.share_of_web' }],
  ...LATER_FORMS,
];

async function recordAll(): Promise<readonly RecordedEvent[]> {
  const desk = new Desk();
  const settings = { timeZone: 'Europe/Berlin', currency: 'EUR', weekStart: 'monday', fiscalStart: 1 } as const;
  await recordOpening(desk.log, settings, new Date(desk.now));
  for (const [type, data] of FACTS)
    await desk.record(type, { ...data, emitter: 'shop', correlationId: 'cor', actor: 'jo' });
  await desk.ledger.take(closing({ period: '2024-03', position: 7, digest: 'abc' }), { id: 'q1', actor: 'jo' });
  const figures = { '': { columns: ['orders', 'revenue.net'], rows: [[2, '12.5']] }, region: { columns: ['region'] } };
  const who = { actor: 'jo' };
  await desk.ledger.take(closing({ period: '2024-02', position: 7, digest: 'abc', figures }), { id: 'q2', ...who });
  const occasion = { alert: 'al1', part: 'North', occasion: 1, position: 7 };
  const fired = { threshold: '1000', window: { from: '2024-02-01', to: '2024-02-29' }, firedFor: '2024-03-01' };
  const told = { title: 'Little revenue', severity: 'warning', channels: ['ops'] };
  await desk.ledger.take(ownCommand('FireAlert'), { ...occasion, value: '999.5', ...fired, ...told });
  await desk.record('AcknowledgeAlert', { id: 'al1', part: 'North', actor: 'jo' });
  await desk.ledger.take(ownCommand('ResolveAlert'), { ...occasion, value: '1200', resolvedFor: '2024-03-31' });
  await desk.record('RetireAlert', { id: 'al1', actor: 'jo' });
  await desk.ledger.take(beginsShare(), { id: 'h1', question: 'n1', pin: false, tokenHash: 'abc', actor: 'jo' });
  await desk.record('RetireShare', { id: 'h1', actor: 'jo' });
  const till = { id: 'till', name: 'Till', scopes: ['emit:RecordSale@shop'], rows: { region: ['North'] }, minGroup: 5 };
  for (const [command, data] of [
    [issuing('abc'), { ...till, expiresAt: '2999-01-01' }],
    [issuing('def'), { id: 'ops', name: 'Operators', scopes: ['admin', 'read'] }],
    [rotating('till', 'ghi'), { id: 'rotation', overlapHours: 1 }],
    [revoking('till'), { id: 'revocation', reason: 'lost' }],
    [DEFINING, { id: 'role', role: 'planner', scopes: ['read', 'policy'] }],
    [GRANTING, { id: 'g1', principal: 'key:ops', role: 'planner' }],
    [GRANTING, { id: 'g2', group: 'sales', role: 'sales', rows: { region: ['North'] } }],
    [withdrawing('g1'), { id: 'withdrawal' }],
    [LIMITING, { id: 'quota', principal: 'key:till', facts: 1_000, cost: 50_000, rows: 100_000, exports: 10 }],
  ] as const)
    await desk.ledger.take(command, { ...data, ...who });
  for (const [type, data] of FOR_PEOPLE) await desk.record(type, { ...data, ...who });
  await desk.ledger.take(erasing('c1'), { id: 'g1', reason: 'request', requestedAt: '2024-04-30', ...who });
  await desk.ledger.take(ownCommand('RunReport'), KEPT_REPORT);
  await desk.ledger.take(ownCommand('FailReport'), FAILED_REPORT);
  for (const made of MADE_BY_THE_BOOK) await desk.ledger.take(made, who);
  for (const [name, data] of BY_AN_AUTOMATION) await desk.ledger.take(ownCommand(name), data);
  await noteEvents(desk);
  await desk.record('RetireAutomation', { id: 'au1' });
  await desk.record('RetireSchedule', { id: 'sc1', actor: 'jo' });
  await recordAllOfLog(desk.log, new Date(desk.now));
  const test = { excluded: true, timeZone: 'Europe/Berlin' };
  await desk.record('RegisterCustomer', { id: 'c9', registeredAt: '2024-01-01', ...test });
  return desk.log.readAll(0, 200);
}

function ownCommand(name: string): Pick<CommandType, 'record'> {
  const command = OWN_COMMANDS[name];
  if (command === undefined) throw new Error(`no subject has ${name}`);
  return command;
}

describe('the stored form of events', () => {
  it('is what it always was', async () => {
    const events = await recordAll();
    expect(events).toHaveLength(FACTS.length + 54);
    // Its id and its place in the whole log are not the event's own.
    for (const [i, { id: _id, position: _position, ...event }] of events.entries()) {
      const file = new URL(`golden/${goldenName(events, i)}`, import.meta.url);
      if (process.env['UPDATE_GOLDEN'] === '1')
        await writeFile(file, `${JSON.stringify(event, undefined, 2)}\n`, { flag: 'wx' }).catch(ignoreExisting);
      const { position: _stored, ...golden } = JSON.parse(await readFile(file, 'utf8')) as RecordedEvent;
      expect(event).toEqual(golden);
    }
  });

  it('goes by the newest schema that projections know', async () => {
    const newest: Record<string, number> = {};
    for (const file of await readdir(new URL('golden/', import.meta.url))) {
      const [, type = '', schema] = /^([A-Za-z]+)-.*\.v(\d+)\.json$/.exec(file) ?? [];
      newest[type] = Math.max(newest[type] ?? 0, Number(schema));
    }
    expect(newest).toEqual(Object.fromEntries(Object.entries(EVENT_TYPES).map(([type, { schema }]) => [type, schema])));
  });
});

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
