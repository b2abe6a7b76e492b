import type { ChartKind } from './chart-settings.js';

/** The languages that charts and documents speak. */
export const CHART_LANGUAGES = ['en', 'zh'] as const;
export type ChartLanguage = (typeof CHART_LANGUAGES)[number];

/** Why something is drawn as bars: shares cannot be negative, figures are no parts of a whole, its kind is not there or does not draw it. */
export type WhyBars = 'negative' | 'ratio' | 'absent';

/** What a drawing says besides names and figures. */
export interface ChartTexts {
  readonly asOf: string;
  readonly knownAt: string;
  readonly everything: string;
  readonly position: string;
  readonly noData: string;
  readonly none: string;
  readonly total: string;
  readonly other: string;
  readonly incomplete: string;
  readonly dashed: string;
  readonly previous: string;
  readonly by: string;
  readonly unit: Readonly<Record<string, string>>;
  readonly largest: (shown: number, of: number) => string;
  readonly largestAndOther: (shown: number, of: number) => string;
  readonly moreRows: (count: number) => string;
  readonly moreNames: (count: number) => string;
  readonly dashedBefore: string;
  readonly last: (shown: number, of: number) => string;
  readonly notDrawn: (names: string) => string;
  readonly unitsLeftOut: (names: string) => string;
  readonly asBars: (why: WhyBars) => string;
  readonly kind: Readonly<Record<ChartKind, string>>;
  readonly described: (kind: string, what: string, points: number) => string;
}

const AS_BARS: Readonly<Record<ChartLanguage, Readonly<Record<WhyBars, string>>>> = {
  en: {
    negative: 'drawn as bars: a share cannot be negative',
    ratio: 'drawn as bars: these figures are no parts of a whole',
    absent: 'drawn as bars: its kind of chart is not there, or does not draw this',
  },
  zh: {
    negative: '改为柱形：份额不能为负',
    ratio: '改为柱形：这些数值不是整体的部分',
    absent: '改为柱形：没有此类图表，或其无法绘制',
  },
};

const EN: ChartTexts = {
  asOf: 'as of',
  knownAt: 'known at',
  everything: 'everything recorded',
  position: 'position',
  noData: 'No data',
  none: '(none)',
  total: 'total',
  other: 'other',
  incomplete: 'not over yet',
  dashed: 'dashed border: not over yet',
  previous: 'before',
  by: 'by',
  unit: {},
  largest: (shown, of) => `the ${shown} largest of ${of} are drawn, the table has all`,
  largestAndOther: (shown, of) => `the ${shown} largest of ${of} are drawn, the rest together as “other”`,
  moreRows: (count) => `and ${count} more rows`,
  moreNames: (count) => `${count} more`,
  dashedBefore: 'dashed: before',
  last: (shown, of) => `the last ${shown} of ${of} are drawn, the table has all`,
  notDrawn: (names) => `not drawn: ${names}`,
  unitsLeftOut: (names) => `not drawn, having another unit: ${names}`,
  asBars: (why) => AS_BARS.en[why],
  kind: {
    line: 'Line chart',
    bar: 'Bar chart',
    stacked: 'Stacked bar chart',
    area: 'Area chart',
    pie: 'Pie chart',
    funnel: 'Funnel',
    heatmap: 'Heat map',
    matrix: 'Matrix',
    kpi: 'Figure',
    table: 'Table',
  },
  described: (kind, what, points) => `${kind}: ${what}. ${points} figures; the table beside it has them all.`,
};

const ZH: ChartTexts = {
  asOf: '截至',
  knownAt: '依据记录至',
  everything: '全部记录',
  position: '位置',
  noData: '没有数据',
  none: '（无）',
  total: '合计',
  other: '其他',
  incomplete: '未结束',
  dashed: '虚线框：未结束',
  previous: '上期',
  by: '按',
  unit: {
    customers: '客户',
    orders: '订单',
    lines: '行',
    units: '件',
    days: '天',
    interactions: '互动',
    opportunities: '商机',
    subscriptions: '订阅',
    ratio: '比率',
    'units per order': '件/单',
  },
  largest: (shown, of) => `仅绘出 ${of} 组中最大的 ${shown} 组，表格含全部`,
  largestAndOther: (shown, of) => `绘出 ${of} 组中最大的 ${shown} 组，其余合为“其他”`,
  moreRows: (count) => `另有 ${count} 行`,
  moreNames: (count) => `另有 ${count} 组`,
  dashedBefore: '虚线：上期',
  last: (shown, of) => `仅绘出 ${of} 项中最后 ${shown} 项，表格含全部`,
  notDrawn: (names) => `未绘出：${names}`,
  unitsLeftOut: (names) => `单位不同，未绘出：${names}`,
  asBars: (why) => AS_BARS.zh[why],
  kind: {
    line: '折线图',
    bar: '柱形图',
    stacked: '堆积柱形图',
    area: '面积图',
    pie: '饼图',
    funnel: '漏斗图',
    heatmap: '热力图',
    matrix: '矩阵',
    kpi: '数值',
    table: '表格',
  },
  described: (kind, what, points) => `${kind}：${what}。共 ${points} 个数值，旁边的表格含全部。`,
};

export function chartTexts(language: ChartLanguage): ChartTexts {
  return language === 'zh' ? ZH : EN;
}
