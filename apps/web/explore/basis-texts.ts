import { useTexts, type Texts } from '../words/words.js';

const ENGLISH = {
  basis: 'Counted',
  usual: 'as recorded',
  currency: 'Money in',
  rates: 'At the rates',
  'rates.then': 'of the day of each fact',
  organisation: 'Customers told apart',
  'organisation.then': 'as they were then',
  today: 'as of today',
  day: 'as of a day …',
  on: 'Day',
  'said.rates': 'rates of {day}',
  'said.organisation': 'organisation of {day}',
  excludedOnes: 'Excluded customers',
  includeExcluded: 'count as well',
  'said.includeExcluded': 'excluded customers too',
  excluded: 'Customers who are excluded and not counted: {count}.',
} as const;

const CHINESE: Readonly<Record<keyof typeof ENGLISH, string>> = {
  basis: '统计口径',
  usual: '按记录',
  currency: '金额币种',
  rates: '汇率',
  'rates.then': '事实当日',
  organisation: '客户归属',
  'organisation.then': '按当时',
  today: '按今天',
  day: '按某一天…',
  on: '日期',
  'said.rates': '{day} 的汇率',
  'said.organisation': '{day} 的归属',
  excludedOnes: '已排除的客户',
  includeExcluded: '也计入',
  'said.includeExcluded': '含已排除的客户',
  excluded: '已排除、未计入的客户：{count}。',
};

const TEXTS: Texts<keyof typeof ENGLISH> = { en: ENGLISH, zh: CHINESE };

/** What the page says of the basis that figures are counted on. */
export function useBasisTexts() {
  return useTexts(TEXTS);
}
