import { describe, expect, it } from '@jest/globals';
import type { Json } from '#kernel/event.js';
import { Course } from './course.js';
import { addToDay, insertByInstant, newHistory, type History } from './history.js';
import { readHistory, writeHistory } from './stored-history.js';
import type { Move } from './move.js';
import { movesOf } from './moves.js';
import { DEFAULT_POLICIES } from '../../policies/policy.js';
import { standingAt } from './scan.js';

const DAY = 18_262; // 2020-01-01

function customer(purchases: readonly number[], registered = 0): History {
  const history = newHistory('c');
  history.registeredDay = DAY + registered;
  history.attributes = { region: 'north' };
  for (const day of purchases) addToDay(history.purchases, DAY + day, 1, 10_000_000n);
  return history;
}

function stageOn(history: History, day: number): string | undefined {
  return standingAt(history, DAY + day, DEFAULT_POLICIES)?.stage;
}

function moves(history: History, from = 0, policies = DEFAULT_POLICIES): readonly Move[] {
  return movesOf(history, policies, Course.of(history, policies, DAY + from));
}

function story(history: History, from = 0): readonly string[] {
  return moves(history, from)
    .filter((move) => move.from?.stage !== move.to?.stage)
    .map((move) => `${String(move.day - DAY)} ${move.from?.stage ?? '-'}>${move.to?.stage ?? '-'} ${move.cause}`);
}

function counts(move: Move | undefined): string {
  return move === undefined
    ? ''
    : [move.moves, move.new, move.reactivated, move.lost, move.registered, move.closed].join('');
}

describe('the stage at the end of a day', () => {
  it('is nothing before the customer exists, then lead until the first purchase', () => {
    const history = customer([10]);
    expect([-1, 0, 9, 10].map((day) => stageOn(history, day))).toEqual([undefined, 'lead', 'lead', 'new']);
  });

  it('exists from a first purchase that lies before the registration', () => {
    expect(stageOn(customer([-5]), -5)).toBe('new');
  });

  it('goes new, active, at_risk, churned on days 30, 60 and 90 after the only purchase', () => {
    const history = customer([0]);
    const days = [29, 30, 59, 60, 89, 90];
    expect(days.map((day) => stageOn(history, day))).toEqual([
      'new',
      'active',
      'active',
      'at_risk',
      'at_risk',
      'churned',
    ]);
  });

  it('comes back on the 91st day or later, but never left with a purchase on the 90th', () => {
    expect([90, 119, 120].map((day) => stageOn(customer([0, 90]), day))).toEqual(['active', 'active', 'active']);
    expect([91, 120, 121].map((day) => stageOn(customer([0, 91]), day))).toEqual([
      'reactivated',
      'reactivated',
      'active',
    ]);
  });

  it('is closed by the last closing or reopening of the day', () => {
    const history = customer([0]);
    const at = (time: string) => ({ at: `2020-01-05T${time}`, day: DAY + 4 });
    insertByInstant(history.closings, { ...at('15:00'), id: 'b', closed: false });
    insertByInstant(history.closings, { ...at('10:00'), id: 'a', closed: true });
    expect(stageOn(history, 4)).toBe('new');
    insertByInstant(history.closings, { ...at('16:00'), id: 'c', closed: true });
    expect(stageOn(history, 4)).toBe('closed');
  });
});

describe('the moves of a customer', () => {
  it('schedule the future of a purchase', () => {
    expect(story(customer([10]))).toEqual([
      '0 ->lead registered',
      '10 lead>new purchase',
      '40 new>active aged',
      '70 active>at_risk aged',
      '100 at_risk>churned lapsed',
    ]);
  });

  it('take the scheduled future back at the next purchase', () => {
    expect(story(customer([10, 30]))).toEqual([
      '0 ->lead registered',
      '10 lead>new purchase',
      '40 new>active aged',
      '90 active>at_risk aged',
      '120 at_risk>churned lapsed',
    ]);
  });

  it('count a first purchase of a closed customer as new and lost on that day', () => {
    const history = customer([10]);
    history.closings.push({ at: '2020-01-03T00:00', day: DAY + 2, id: 'a', closed: true });
    const found = moves(history);
    expect(story(history)).toEqual([
      '0 ->lead registered',
      '2 lead>closed closed',
      '10 closed>new purchase',
      '10 new>closed closed',
    ]);
    expect(found.slice(-2).map(counts)).toEqual(['110000', '100100']);
  });

  it('from a day on are the tail of all moves', () => {
    const history = customer([0, 20, 200, 210, 500]);
    const all = moves(history);
    for (let from = 0; from < 1000; from += 7)
      expect(moves(history, from)).toEqual(all.filter((move) => move.day >= DAY + from));
  });

  it('change under a policy from the day it holds, and say so', () => {
    const [first] = DEFAULT_POLICIES.lifecycle;
    if (first === undefined) throw new Error('no default policy');
    const strict = { from: DAY + 50, policy: { ...first.policy, churnAfterDays: 40, atRiskAfterDays: 35 } };
    const found = moves(customer([0]), 40, { ...DEFAULT_POLICIES, lifecycle: [first, strict] });
    expect(found.map((move) => [move.day - DAY, move.to?.stage, move.cause, move.lost])).toContainEqual([
      50,
      'churned',
      'policy',
      1,
    ]);
  });
});

describe('the tier', () => {
  it('rises with revenue in the window and falls when it leaves it', () => {
    const history = newHistory('c');
    history.registeredDay = DAY;
    addToDay(history.purchases, DAY, 1, 1_000_000_000n);
    const tiers = [0, 364, 365].map((day) => standingAt(history, DAY + day, DEFAULT_POLICIES)?.tier);
    expect(tiers).toEqual(['high', 'high', 'low']);
  });

  it('sinks with a refund dated in the window', () => {
    const history = newHistory('c');
    addToDay(history.purchases, DAY, 1, 100_000_000n);
    addToDay(history.refunds, DAY + 5, 1, 1n);
    expect([4, 5].map((day) => standingAt(history, DAY + day, DEFAULT_POLICIES)?.tier)).toEqual(['normal', 'low']);
  });
});

describe('a stored history', () => {
  it('reads back as it was written', () => {
    const history = customer([3, 1, 2]);
    addToDay(history.refunds, DAY + 9, 1, 12_345n);
    addToDay(history.interactions, DAY + 9, 1, 0n);
    insertByInstant(history.changes, {
      at: '2020-02-01T00:00',
      day: DAY + 31,
      id: 'x',
      attributes: { region: 'south' },
    });
    expect(readHistory('c', JSON.parse(JSON.stringify(writeHistory(history))) as Json)).toEqual(history);
  });
});
