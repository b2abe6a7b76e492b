import { useTexts, type Texts } from '../words/words.js';

const ENGLISH = {
  graceDays: 'Days of grace before anybody counts as churned',
  'others.are': 'The first that a customer meets holds. What is left empty is as above.',
  other: 'Customers of {number}',
  where: 'Customers where',
  add: 'Other days of some customers …',
  remove: 'Remove',
} as const;

const CHINESE: Readonly<Record<keyof typeof ENGLISH, string>> = {
  graceDays: '流失前的宽限天数',
  'others.are': '以客户首个符合的条件为准；留空则同上。',
  other: '第 {number} 组客户',
  where: '客户条件',
  add: '为部分客户设置不同天数…',
  remove: '移除',
};

const TEXTS: Texts<keyof typeof ENGLISH> = { en: ENGLISH, zh: CHINESE };

/** What the page says of lifecycle policies beside the days of all customers. */
export function useLifecycleTexts() {
  return useTexts(TEXTS);
}
