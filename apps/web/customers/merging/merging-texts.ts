import { useTexts, type Texts } from '../../words/words.js';

const ENGLISH = {
  heading: 'Merged customers',
  is: 'Customers who are one and the same count once, with all that happened to each, in all figures of all days.',
  shown: '{merged} is merged into {stays}, who is shown.',
  none: 'No other customer is merged into this one.',
  merged: '{merged}, merged on {day}',
  into: '{merged}, merged into {into} on {day}',
  because: ': {reason}',
  unmerge: 'Count as two again',
  'unmerge.of': 'Count {merged} and {into} as two again',
  merge: 'Merge with another customer …',
  other: 'The other customer',
  'other.hint': 'a part of its id, name, mail or phone',
  found: 'Customers found',
  nobody: 'Nobody else is found by that.',
  stays: 'Which one stays',
  reason: 'Why',
  do: 'Merge …',
  of: 'Merge {merged} into {stays}',
  preview: 'What they are, and will be',
  field: 'What',
  both: 'Together',
  'both.is':
    'What {stays} says holds; what it lacks is taken from {merged}. Stage and tier follow from what both bought. It can be taken back.',
  registered: 'Registered',
  firstPurchase: 'First purchase',
  lastPurchase: 'Last purchase',
  orders: 'Orders',
} as const;

const CHINESE: Readonly<Record<keyof typeof ENGLISH, string>> = {
  heading: '已合并的客户',
  is: '同一位客户只计一次，各自发生的一切都算在内，适用于所有日期的所有指标。',
  shown: '{merged} 已合并到 {stays}，此处显示后者。',
  none: '没有其他客户合并到此客户。',
  merged: '{merged}，于 {day} 合并',
  into: '{merged}，于 {day} 合并到 {into}',
  because: '：{reason}',
  unmerge: '重新计为两位',
  'unmerge.of': '将 {merged} 和 {into} 重新计为两位',
  merge: '与另一位客户合并…',
  other: '另一位客户',
  'other.hint': '其编号、姓名、电子邮件或电话的一部分',
  found: '找到的客户',
  nobody: '没有找到其他客户。',
  stays: '保留哪一位',
  reason: '原因',
  do: '合并…',
  of: '将 {merged} 合并到 {stays}',
  preview: '现在和合并之后',
  field: '项目',
  both: '合并后',
  'both.is': '以 {stays} 的信息为准；缺少的取自 {merged}。阶段和等级由两者的购买得出。合并可以撤销。',
  registered: '注册',
  firstPurchase: '首次购买',
  lastPurchase: '最近购买',
  orders: '订单',
};

const TEXTS: Texts<keyof typeof ENGLISH> = { en: ENGLISH, zh: CHINESE };

/** What the page says of customers who are one and the same. */
export function useMergingTexts() {
  return useTexts(TEXTS);
}
