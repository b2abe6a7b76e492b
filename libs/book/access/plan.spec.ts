import { expect, it } from '@jest/globals';
import { planOf } from './plan.js';

it.each([
  [{}, {}, 'all'],
  [{ rows: { region: ['north', 'north'] } }, {}, { where: { region: ['north'] } }],
  [{ rows: { region: ['north'], channel: [] } }, {}, 'none'],
  [{ rows: { salesperson: ['$salesperson'] } }, { salesperson: ['Ann'] }, { where: { salesperson: ['Ann'] } }],
  [{ rows: { salesperson: ['$salesperson', 'Bob'] } }, {}, { where: { salesperson: ['Bob'] } }],
  [{ rows: { salesperson: ['$salesperson'] } }, {}, 'none'],
  [{ rows: { region: ['$salesperson', '$toString'] } }, {}, 'none'],
] as const)('of %j, where a login tells %j, is %j', (narrowed, told, plan) => {
  expect(planOf(narrowed, told)).toEqual(plan);
});
