import type { Address } from '../address.js';
import { clocksIn, searchWith } from '../book/clocks.js';
import { useTexts, type Texts } from '../words/words.js';

const ENGLISH = {
  title: 'Somewhere to begin',
  revenue: 'Revenue and orders of twelve months beside the year before',
  regions: 'Revenue, orders and order value by region',
  customers: 'How the number of active customers came about',
  pipeline: 'The pipeline of each salesperson',
  pipelines: 'How the value of each pipeline came about',
  recurring: 'How recurring revenue came about',
} as const;

const TEXTS: Texts<keyof typeof ENGLISH> = {
  en: ENGLISH,
  zh: {
    title: '从这里开始',
    revenue: '十二个月的收入和订单，与上年对比',
    regions: '各地区的收入、订单和客单价',
    customers: '活跃客户数的由来',
    pipeline: '各销售员的商机管道',
    pipelines: '各商机管道金额的由来',
    recurring: '经常性收入的由来',
  },
};

const ledgerOf = (of: string, ...parts: readonly string[]): string => parts.map((part) => `${of}.${part}`).join();
const MRR = ['opening', 'new', 'expansion', 'contraction', 'churned', 'reactivated', 'closing'];

const SUGGESTED = [
  ['revenue', 'metrics=revenue.net,orders&grain=month&period=last-12-months&compare=previous-year'],
  ['regions', 'metrics=revenue.net,orders,order_value.mean&by=region'],
  [
    'customers',
    `metrics=${ledgerOf('customers', 'opening', 'new', 'reactivated', 'lost', 'closing')}&grain=month&period=last-12-months`,
  ],
  ['pipeline', 'metrics=pipeline.value,pipeline.weighted&by=salesperson'],
  [
    'pipelines',
    `metrics=${ledgerOf('pipeline', 'opening', 'created', 'changed', 'won', 'lost', 'closing')}&by=pipeline&period=last-12-months`,
  ],
  ['recurring', `metrics=${ledgerOf('mrr', ...MRR)}&grain=month&period=last-12-months`],
] as const;

/** Somewhere to begin. */
export function Suggestions({ address }: { readonly address: Address }) {
  const said = useTexts(TEXTS);
  const clocks = searchWith(clocksIn(address)).toString();
  return (
    <section>
      <h2>{said('title')}</h2>
      <ul>
        {SUGGESTED.map(([title, search]) => (
          <li key={title}>
            <a href={`/explore?${search}${clocks === '' ? '' : `&${clocks}`}`}>{said(title)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
