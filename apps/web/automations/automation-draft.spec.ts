import { expect, it } from '@jest/globals';
import type { Automation, SetAutomation } from '#client/index.js';
import { automationOf, draftOf, NEW_DRAFT } from './automation-draft.js';
import { pairsIn, pairsText } from './written.js';

const CALL = { followUp: { assign: 'salesperson', due: '3d', note: 'call' } };
const WHOLE: SetAutomation = {
  title: 'Win back',
  description: 'Who was good',
  on: { enters: 'at-risk' },
  if: 'orders > 2',
  wait: '2d',
  do: [CALL],
  once: 'per-year',
  cap: { messages: 2, per: '7d' },
  quietHours: ['21:00', '08:00'],
  holdOut: '0.1',
  goal: { metric: 'orders', within: '30d' },
  cost: { fixed: '250', perCustomer: '0.85' },
  enabled: true,
};
const TRIGGERS: readonly SetAutomation['on'][] = [
  { fact: 'RecordSale', where: 'event.total > money("500")' },
  { fact: 'CloseCustomer' },
  { stage: { from: 'active', to: 'at_risk' } },
  { stage: {} },
  { tier: { to: 'high' } },
  { enters: 'good' },
  { leaves: 'good' },
  { date: { of: 'registration' } },
  { date: { of: 'last_purchase', after: '7d' } },
  { date: { of: 'expected_close', before: '3d' } },
  { inactivity: { opportunity: '14d' } },
  { every: '0 9 * * 1', segment: 'good' },
  { now: 'good' },
];
const ACTIONS: SetAutomation['do'] = [
  CALL,
  { followUp: {} },
  { message: { channel: 'letters', template: 'Dear {{ name }},\nthank you', subject: 'Thanks' } },
  { message: { channel: 'desk', template: 'See {{ name }}' } },
  { assign: { salesperson: 'Ann' } },
  { assign: { inTurn: ['Ann', 'Ben'] } },
  { assign: { fewestFollowUps: ['Ann', 'Ben'] } },
  { tag: { vip: 'yes', since: 'a = b' } },
  { webhook: { channel: 'crm' } },
  { webhook: { channel: 'crm', body: { who: '{{ name }}', lines: 'one\ntwo\\n' } } },
  { alert: { title: 'Look', text: 'now', severity: 'critical', channels: ['ops', 'desk'] } },
];

/** As the server tells what was said. */
function told(said: SetAutomation): Automation {
  return { ...said, id: 'a', version: 1, position: '1', recordedAt: '2024-01-01T00:00:00.000Z' };
}

it.each(TRIGGERS)('an automation set off by %j is the same one after the form', (on) => {
  const said = { ...WHOLE, on };
  expect(automationOf(draftOf(told(said)))).toEqual(said);
});

it.each(ACTIONS)('an automation that does %j is the same one after the form', (action) => {
  const said = { ...WHOLE, do: [CALL, action] };
  expect(automationOf(draftOf(told(said)))).toEqual(said);
});

it('says nothing of what is not filled in', () => {
  const { title, on, do: actions } = WHOLE;
  expect(automationOf(draftOf(told({ title, on, do: actions })))).toEqual({
    ...{ title, on, do: actions },
    ...{ once: 'per-entry', enabled: true },
  });
});

it('is switched off where it is new', () => {
  expect(automationOf({ ...NEW_DRAFT, title: 'New' })).toEqual({
    title: 'New',
    on: { fact: 'RecordSale' },
    do: [{ followUp: { assign: 'salesperson', due: '3d' } }],
    once: 'per-entry',
    enabled: false,
  });
});

it('has pairs written line by line', () => {
  expect(pairsIn(' vip = yes \n\nnote=\nname')).toEqual({ vip: 'yes', note: '', name: '' });
  expect(pairsText({ a: 'x\\y\nz' })).toBe('a = x\\\\y\\nz');
});
