import { expect, it } from '@jest/globals';
import { Problem } from '#kernel/problem.js';
import { stillGround } from '#testing/still-ground.js';
import type { Ground } from '../reactions.js';
import type { ListedSchedule } from './due-reports.js';
import { REPORTING } from './report.reactions.js';

const NOW = '2024-02-11T08:00:30.000Z';
const scheduled = (id: string): ListedSchedule => ({
  id,
  version: 1,
  recordedAt: '2024-02-10T12:00:00.000Z',
  title: id,
  question: 'q',
  every: 'day',
  at: '08:00',
  timeZone: 'UTC',
  format: 'csv',
  channels: [],
  language: 'en',
});

/** A book with schedules, of whose questions there is none any more. @param met what is met where a schedule is looked at, by its id */
function groundWith(schedules: readonly ListedSchedule[], met: Readonly<Record<string, Error>> = {}): Ground {
  return {
    ...stillGround({ now: NOW, figure: () => '0' }),
    tiles: () => Promise.reject(new Problem('not-found', 'there is no question q')),
    read: async (name, id) => {
      if (name === 'listSchedules') return { schedules, next: null };
      if (name === 'listScheduleRuns') return { runs: [], next: null };
      if (met[id] !== undefined) throw met[id];
      return schedules.find((one) => one.id === id);
    },
  };
}

async function made(ground: Ground): Promise<readonly unknown[]> {
  const issues = await REPORTING.run({ id: 'o', at: NOW, seenAt: NOW }, ground);
  return issues.map((issue) => ('command' in issue ? issue.command.data['due'] : issue));
}

it('makes all that is due at one look, of however many schedules', async () => {
  const many = Array.from({ length: 100 }, (_, i) => scheduled(`s${String(i)}`));
  expect(await made(groundWith(many))).toMatchObject(
    many.map(({ id: schedule }) => ({ schedule, period: '2024-02-10' })),
  );
});

it.each([
  ['has to wait', new Problem('overloaded', 'ask again in a moment')],
  ['nothing can be made of', new TypeError('it is not what it was')],
])('makes the others where there is one that %s, and says so where there is no other', async (_, error) => {
  const met = { odd: error };
  expect(await made(groundWith([scheduled('odd'), scheduled('other')], met))).toMatchObject([{ schedule: 'other' }]);
  await expect(made(groundWith([scheduled('odd')], met))).rejects.toBe(error);
});
