import type { Automation, SetAutomation } from '#client/index.js';

export const TRIGGERS = ['fact', 'stage', 'tier', 'enters', 'leaves', 'date', 'inactivity', 'every', 'now'] as const;
export type Trigger = (typeof TRIGGERS)[number];

export const FACTS = [
  'RecordSale',
  'RefundSale',
  'VoidSale',
  'RecordCredit',
  'LogInteraction',
  'VoidInteraction',
  'RegisterCustomer',
  'ChangeCustomer',
  'CloseCustomer',
  'ReopenCustomer',
  'OpenOpportunity',
  'ChangeOpportunity',
  'WinOpportunity',
  'LoseOpportunity',
  'ReopenOpportunity',
  'StartSubscription',
  'ChangeSubscription',
  'CancelSubscription',
  'ResumeSubscription',
] as const;
export const STAGES = ['lead', 'new', 'active', 'at_risk', 'churned', 'reactivated', 'closed'] as const;
export const DATES = [
  'registration',
  'first_purchase',
  'last_purchase',
  'expected_purchase',
  'expected_close',
] as const;

type On = SetAutomation['on'];

/** What sets an automation off, as somebody fills in a form: what is a number there is text here; empty is not said. */
export interface TriggerDraft {
  readonly trigger: Trigger;
  readonly fact: (typeof FACTS)[number];
  readonly where: string;
  readonly from: string;
  readonly to: string;
  readonly segment: string;
  readonly of: (typeof DATES)[number];
  /** Days after the date, below 0 before it. */
  readonly days: string;
  readonly cron: string;
}

export const NEW_TRIGGER: TriggerDraft = {
  ...{ trigger: 'fact', fact: 'RecordSale', where: '', from: '', to: '', segment: '' },
  ...{ of: 'last_purchase', days: '7', cron: '0 9 * * 1' },
};

/** What is said of it. */
export function onOf(draft: TriggerDraft): On {
  const { trigger, fact, where, segment, days, cron } = draft;
  switch (trigger) {
    case 'fact':
      return { fact, ...(where.trim() !== '' && { where: where.trim() }) };
    case 'stage':
      return { stage: turnOf(draft) as On['stage'] };
    case 'tier':
      return { tier: turnOf(draft) };
    case 'enters':
    case 'leaves':
    case 'now':
      return { [trigger]: segment };
    case 'date':
      return { date: dateOf(draft) };
    case 'inactivity':
      return { inactivity: { opportunity: `${days}d` } };
    case 'every':
      return { every: cron.trim(), segment };
  }
}

function turnOf({ from, to }: TriggerDraft) {
  return { ...(from !== '' && { from }), ...(to !== '' && { to }) };
}

function dateOf({ of, days }: TriggerDraft): NonNullable<On['date']> {
  const away = Number(days);
  if (away < 0) return { of, before: `${String(-away)}d` };
  return away === 0 ? { of } : { of, after: `${days}d` };
}

/** What there is, to be changed. */
export function triggerDraftOf(on: Automation['on']): TriggerDraft {
  const trigger = TRIGGERS.find((one) => one !== 'now' && on[one] !== undefined) ?? 'now';
  const { fact, where = '', stage, tier, enters, leaves, date, inactivity, every, segment, now } = on;
  const { from = '', to = '' } = stage ?? tier ?? {};
  return {
    ...NEW_TRIGGER,
    ...{ trigger, where, from, to },
    ...(fact !== undefined && { fact }),
    segment: enters ?? leaves ?? now ?? segment ?? '',
    ...(date !== undefined && { of: date.of, days: daysIn(date) }),
    ...(inactivity !== undefined && { days: number(inactivity.opportunity) }),
    ...(every !== undefined && { cron: every }),
  };
}

function daysIn({ after, before }: NonNullable<On['date']>): string {
  return before === undefined ? number(after ?? '0d') : `-${number(before)}`;
}

function number(days: string): string {
  return days.replace(/d$/, '');
}
