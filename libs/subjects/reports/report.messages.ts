import { formatFigure } from '#charts/numbers.js';
import type { Answer } from '#figures/figure.answers.js';
import { contentHash } from '#kernel/canonical.js';
import type { NewDelivery } from '#kernel/delivery.js';
import type { RecordedEvent } from '#kernel/event.js';
import { asFreeText } from '#ledger/label.js';
import { toChannel } from '../channels/channel.delivery.js';
import type { BookReaction } from '../reactions.js';
import { REPORT_EVENTS, type ChangeKept, type PartKept, type ReportEvent, type ReportRun } from './report.events.js';
import { reportWords, type ReportWords } from './report-words.js';

type Recorded = RecordedEvent & ReportEvent;

/** Parts and changes that a message tells in words; the report has all. */
const MOST_PARTS = 8;
const MOST_CHANGES = 5;
const LONGEST_TITLE = 150;
const LONGEST_TEXT = 2_000;

/** Sends runs through the channels of their schedules: after they are recorded, so that nobody has a report that is not there. */
export const SENDING: BookReaction = {
  name: 'report.messages',
  follows: 'events',
  reads: new Set(Object.keys(REPORT_EVENTS)),
  react: async ({ events }) =>
    events
      .filter((event): event is Recorded => Object.hasOwn(REPORT_EVENTS, event.type))
      .flatMap((event) => event.data.channels.map((channel) => ({ delivery: messageTo(channel, event) }))),
};

/** The occasion is the period of the schedule: whoever sends it, and however often, receivers know it again. */
function messageTo(channel: string, event: Recorded): NewDelivery {
  const { schedule, run, period, from, to, dueAt, madeUp, title } = event.data;
  const about = { schedule, run, period, from, to, dueAt, madeUp };
  const isReported = event.type === 'ReportRun';
  return toChannel({
    id: `report-${contentHash([schedule, period, channel])}`,
    channel,
    subject: 'report',
    title: `${cut(title, LONGEST_TITLE)} ${period}`,
    text: isReported ? summaryOf(event) : failureOf(event.data),
    data: isReported
      ? { ...about, position: String(event.data.position), digest: event.data.digest, state: 'reported' }
      : { ...about, state: 'failed', reason: event.data.reason },
    link: isReported ? runPath(schedule, run) : `/v1/schedules/${encodeURIComponent(schedule)}/runs`,
    ...(isReported && { report: { schedule, run } }),
  });
}

/** Where the file of a run is. */
function runPath(schedule: string, run: number): string {
  return `/v1/schedules/${encodeURIComponent(schedule)}/runs/${String(run)}`;
}

function failureOf({ language, period, reason }: Recorded['data'] & { readonly reason: string }): string {
  return textOf([reportWords(language).failed(period, reason)]);
}

/** What a report says in a few lines: notes, what has changed, and the totals of its parts. */
function summaryOf({ data }: Pick<ReportRun, 'data'>): string {
  const { language, period, from, to, notes, changes, parts } = data;
  const words = reportWords(language);
  const currency = (parts[0]?.answer as Answer | undefined)?.meta.currency ?? '';
  return textOf([
    words.period(period, from, to),
    ...notes,
    ...(changes.length === 0
      ? []
      : [
          words.changed,
          ...listed(
            changes.map((one) => changeIn(one, currency, language)),
            MOST_CHANGES,
            words,
          ),
        ]),
    ...listed(
      parts.map((part) => totalsOf(part, language)),
      MOST_PARTS,
      words,
    ),
  ]);
}

/** Lines as one text that every channel can keep. */
function textOf(lines: readonly string[]): string {
  const text = lines.map((line) => asFreeText(line, '–')).join('\n');
  return cut(text, LONGEST_TEXT);
}

/** The first characters, none of them half. */
function cut(text: string, most: number): string {
  return Array.from(text).slice(0, most).join('');
}

function listed(lines: readonly string[], most: number, words: ReportWords): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), words.more(lines.length - most)];
}

function changeIn({ title, column, before, after }: ChangeKept, currency: string, language: string): string {
  const figure = (value: ChangeKept['before']): string =>
    formatFigure(value, column as object as Answer['columns'][number], currency, language);
  return `${title}: ${figure(before)} → ${figure(after)}`;
}

function totalsOf({ title, answer }: PartKept, language: string): string {
  const { columns, totals, meta } = answer as object as Answer;
  const figures = columns
    .filter(({ name }) => name in totals)
    .map((column) => `${column.name} ${formatFigure(totals[column.name] ?? null, column, meta.currency, language)}`);
  return `${title}: ${figures.join(', ')}`;
}
