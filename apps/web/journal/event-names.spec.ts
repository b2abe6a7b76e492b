import { expect, it } from '@jest/globals';
import { eventName } from './event-names.js';

it('calls an event by words, in English by its own name where there are no better ones', () => {
  const english = (type: string) => eventName(type, 'en');
  expect(['SaleVoided', 'FollowUpOpened', 'SaleRecorded', 'VIP', 'constructor'].map(english)).toEqual([
    'Sale voided',
    'Follow up opened',
    'Sale',
    'VIP',
    'constructor',
  ]);
  expect(['SaleRecorded', 'loyalty.PointsEarned'].map((type) => eventName(type, 'zh'))).toEqual([
    '销售',
    'loyalty.PointsEarned',
  ]);
});
