import { describe, expect, it } from '@jest/globals';
import { newHistory, type History } from '../customers/timeline/history.js';
import { DEFAULT_POLICIES } from '../policies/policy.js';
import { isDue } from './due.js';
import type { RetentionRule } from './retention-rules.js';
import { rulesOn } from './retention-rules.js';
import type { RetentionPolicyPublished } from './retention.events.js';

const LEADS: RetentionRule = { of: 'leads', afterDays: 30 };
const history = (change: Partial<History> = {}): History => ({ ...newHistory('a'), registeredDay: 100, ...change });
const on = (day: number) => ({ day, count: 1, amount: 1_000_000n });
const due = (one: History, rule: RetentionRule, days: readonly number[]) =>
  days.map((day) => isDue(one, rule, day, DEFAULT_POLICIES));

describe('a customer of whom nothing is heard', () => {
  it('is due as a lead so many days after the last that happened, and never once it bought', () => {
    expect(due(history(), LEADS, [99, 129, 130, 500])).toEqual([false, false, true, true]);
    expect(due(history({ interactions: [on(120)] }), LEADS, [130, 149, 150])).toEqual([false, false, true]);
    expect(due(history({ purchases: [on(120)] }), LEADS, [130, 500])).toEqual([false, false]);
  });

  it('is due as one who stopped buying, or is closed, after so many days of that', () => {
    const bought = history({ purchases: [on(110)] });
    expect(due(bought, { of: 'churned', afterDays: 30 }, [199, 229, 230])).toEqual([false, false, true]);
    const at = (day: number, closed: boolean) => ({ at: '', day, id: String(day), closed });
    const closed = history({ closings: [at(120, true)] });
    expect(due(closed, { of: 'closed', afterDays: 30 }, [120, 149, 150])).toEqual([false, false, true]);
    const again = history({ closings: [at(120, true), at(125, false), at(140, true)] });
    expect(due(again, { of: 'closed', afterDays: 30 }, [150, 169, 170])).toEqual([false, false, true]);
    expect(due(closed, LEADS, [500])).toEqual([false]);
  });
});

describe('rules of retention', () => {
  const published = (of: RetentionRule['of'], afterDays: number, from: string): RetentionPolicyPublished => ({
    type: 'RetentionPolicyPublished',
    schema: 1,
    occurredAt: from,
    key: 'retention',
    data: { id: from, of, afterDays, from },
  });

  it('hold from their date on, each of its customers, the last one', () => {
    const events = [
      published('leads', 10, '2024-03-01'),
      published('leads', 20, '2024-02-01'),
      published('churned', 30, '2024-02-01'),
      published('churned', 40, '2024-02-01'),
      { ...published('closed', 1, '2024-01-01'), schema: 2 },
    ];
    expect(rulesOn(events, '2024-01-31')).toEqual([]);
    const churned = { of: 'churned', afterDays: 40 };
    expect(rulesOn(events, '2024-02-01')).toEqual([{ of: 'leads', afterDays: 20 }, churned]);
    expect(rulesOn(events, '2024-03-01')).toEqual([{ of: 'leads', afterDays: 10 }, churned]);
  });
});
