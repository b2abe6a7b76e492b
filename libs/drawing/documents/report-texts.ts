import type { ChartLanguage } from '#charts/texts.js';
import type { Report } from './report.js';

/** What a report says besides titles and figures. */
export interface ReportTexts {
  readonly period: string;
  readonly asOf: string;
  readonly knownAt: string;
  readonly everything: string;
  readonly position: string;
  readonly definitions: string;
  readonly changes: string;
  readonly figure: string;
  readonly before: string;
  readonly after: string;
  readonly total: string;
  readonly moreRows: (count: number) => string;
  readonly moreColumns: (names: string) => string;
  readonly page: (page: number, of: number) => string;
  readonly missing: (characters: string) => string;
}

const EN: ReportTexts = {
  period: 'Period',
  asOf: 'as of',
  knownAt: 'known at',
  everything: 'everything recorded',
  position: 'position',
  definitions: 'definitions',
  changes: 'What has changed since the last report',
  figure: 'Figure',
  before: 'Reported',
  after: 'Now',
  total: 'total',
  moreRows: (count) => `${count} more rows: the same report as XLSX or CSV has them`,
  moreColumns: (names) => `not shown for want of room: ${names}; the same report as XLSX or CSV has them`,
  page: (page, of) => `Page ${page} of ${of}`,
  missing: (characters) => `No font has these characters, which are boxes here: ${characters}`,
};

const ZH: ReportTexts = {
  period: '期间',
  asOf: '截至',
  knownAt: '依据记录至',
  everything: '全部记录',
  position: '位置',
  definitions: '定义',
  changes: '自上次报告以来的变化',
  figure: '数值',
  before: '当时报告',
  after: '现在',
  total: '合计',
  moreRows: (count) => `另有 ${count} 行，见同一报告的 XLSX 或 CSV`,
  moreColumns: (names) => `因版面未列出：${names}，见同一报告的 XLSX 或 CSV`,
  page: (page, of) => `第 ${page} 页，共 ${of} 页`,
  missing: (characters) => `没有字体包含这些字符，此处显示为方框：${characters}`,
};

export function reportTexts(language: ChartLanguage): ReportTexts {
  return language === 'zh' ? ZH : EN;
}

/** `as of 2024-02-29 · known at 2024-03-01 · position 17`. */
export function clocks(
  { asOf, knownAt, position }: { readonly asOf: string; readonly knownAt: string | null; readonly position: string },
  texts: ReportTexts,
): string {
  return [
    `${texts.asOf} ${asOf}`,
    knownAt === null ? texts.everything : `${texts.knownAt} ${knownAt}`,
    `${texts.position} ${position}`,
  ].join(' · ');
}

/** What figures mean depends on the policies they were made under. */
export function definitionsOf({ definitions, language }: Report): string {
  const each = Object.entries(definitions).map(([name, value]) => `${name} ${value}`);
  return each.length === 0 ? '' : `${reportTexts(language).definitions}: ${each.join(', ')}`;
}
