/** What a report says in sentences. */
export interface ReportWords {
  readonly madeUp: (dueAt: string, zone: string) => string;
  readonly earlierLeftOut: (count: number) => string;
  readonly dayNotOver: (day: string) => string;
  readonly compared: (period: string, run: number) => string;
  readonly unchanged: (period: string, run: number) => string;
  readonly moreChanges: (count: number) => string;
  readonly notCompared: (title: string, why: string) => string;
  readonly noAnswer: (title: string, why: string) => string;
  readonly cut: (title: string, kept: number, rows: number) => string;
  readonly failed: (period: string, reason: string) => string;
  readonly period: (period: string, from: string, to: string) => string;
  readonly changed: string;
  readonly total: string;
  readonly more: (count: number) => string;
}

const EN: ReportWords = {
  madeUp: (dueAt, zone) => `Made up: this report was due ${dueAt} (${zone}) and was not made then.`,
  earlierLeftOut: (count) => `Of the reports that were missed, those before the last ${String(count)} are left out.`,
  dayNotOver: (day) => `${day} was not over in the time zone of the book when this was reported.`,
  compared: (period, run) => `Since ${period} was reported (run ${String(run)}), its figures have changed.`,
  unchanged: (period, run) =>
    `Nothing has changed in the figures of ${period} since they were reported (run ${String(run)}).`,
  moreChanges: (count) => `${String(count)} more figures have changed.`,
  notCompared: (title, why) => `${title} could not be compared with what was reported: ${why}`,
  noAnswer: (title, why) => `${title} has no answer: ${why}`,
  cut: (title, kept, rows) =>
    `${title}: the first ${String(kept)} of ${String(rows)} rows, which is what a report has room for; totals are of all.`,
  failed: (period, reason) => `There is no report of ${period}: ${reason}`,
  period: (period, from, to) =>
    period === from || period === `${from}..${to}` ? `${from} to ${to}` : `${period}: ${from} to ${to}`,
  changed: 'Changed since the last report:',
  total: 'total',
  more: (count) => `and ${String(count)} more`,
};

const ZH: ReportWords = {
  madeUp: (dueAt, zone) => `补发：本报告应于 ${dueAt}（${zone}）生成，当时未能生成。`,
  earlierLeftOut: (count) => `错过的报告只补发最后 ${String(count)} 份，更早的从略。`,
  dayNotOver: (day) => `生成本报告时，账簿所在时区的 ${day} 尚未结束。`,
  compared: (period, run) => `${period} 的数值自上次报告（第 ${String(run)} 次）以来有变化。`,
  unchanged: (period, run) => `${period} 的数值自上次报告（第 ${String(run)} 次）以来没有变化。`,
  moreChanges: (count) => `另有 ${String(count)} 个数值发生变化。`,
  notCompared: (title, why) => `${title} 无法与当时的报告比较：${why}`,
  noAnswer: (title, why) => `${title} 没有结果：${why}`,
  cut: (title, kept, rows) => `${title}：报告只容纳 ${String(rows)} 行中的前 ${String(kept)} 行，合计含全部。`,
  failed: (period, reason) => `${period} 没有报告：${reason}`,
  period: (period, from, to) =>
    period === from || period === `${from}..${to}` ? `${from} 至 ${to}` : `${period}：${from} 至 ${to}`,
  changed: '自上次报告以来的变化：',
  total: '合计',
  more: (count) => `另有 ${String(count)} 项`,
};

export function reportWords(language: 'en' | 'zh'): ReportWords {
  return language === 'zh' ? ZH : EN;
}
