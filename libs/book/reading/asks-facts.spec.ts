import { expect, it } from '@jest/globals';
import type { AskedRead } from '#subjects/read.js';
import { SUBJECT_READS } from '#subjects/tables.js';
import { asksFacts } from './asks-facts.js';
import type { Asked } from './reads.js';

const shown = (read: string) => asksFacts('show', { read, asked: {} as AskedRead<object> });

it('has the index follow first for questions about figures, not for those about what is stored beside them', () => {
  expect(asksFacts('query', {} as Asked<'query'>)).toBe(true);
  expect(asksFacts('tiles', {} as Asked<'tiles'>)).toBe(true);
  expect(asksFacts('journal', {} as Asked<'journal'>)).toBe(false);
  const about = Object.groupBy(Object.keys(SUBJECT_READS), (read) => (shown(read) ? 'figures' : 'others'));
  expect(about.figures).toEqual(expect.arrayContaining(['scoreCustomers', 'showAlert', 'showAlertHistory']));
  expect(about.others).toEqual(expect.arrayContaining(['showCustomer', 'listAlerts']));
});
