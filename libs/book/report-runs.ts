import { readChart } from '#charts/chart-settings.js';
import type { Report, ReportDocument, ReportFormat } from '#drawing/documents/report.js';
import { contentHash } from '#kernel/canonical.js';
import type { ReportShown } from '#subjects/reports/report.answers.js';
import type { Book } from './book.js';
import { showValue } from './show.js';

/** What a run of a schedule reported, as it was kept. @throws Problem `not-found` for a run that there is not, or that failed */
export async function runShown(book: Book, schedule: string, run: number): Promise<ReportShown> {
  return (await showValue(book, {
    read: 'showScheduleReport',
    id: schedule,
    clocks: {},
    parameters: { run },
  })) as ReportShown;
}

/** A file, with a name for whoever keeps it. */
export interface DrawnRun extends ReportDocument {
  readonly name: string;
}

/**
 * The file of a run as it was kept, in its own format or another. @throws Problem `not-found` for a run that there is not, or that failed;
 * as the drawer does
 */
export async function drawRun(book: Book, schedule: string, run: number, format?: ReportFormat): Promise<DrawnRun> {
  return drawnRun(book, await runShown(book, schedule, run), format);
}

/**
 * The file of a run: what it kept is drawn, so the same run and format are the same bytes, whatever was recorded since.
 * @param format its own where absent @throws Problem `overloaded`, `answer-too-large`
 */
export async function drawnRun(
  { drawer }: Pick<Book, 'drawer'>,
  shown: ReportShown,
  format = shown.format,
): Promise<DrawnRun> {
  const drawn = await drawer.report(reportOf(shown), format, 'data');
  return { ...drawn, name: fileNameOf(shown, drawn.extension) };
}

/** Characters of a digest that tell ids apart. */
const TOLD_BY = 10;

/**
 * `monthly-2024-02.pdf`, in letters that every file system and header takes. An id that has others is told from those that look like it then
 * by its digest: in a folder two reports of one name would be one file.
 */
function fileNameOf({ schedule, period }: ReportShown, extension: string): string {
  const plain = schedule.replaceAll(/[^\w.-]+/g, '-').replace(/^\.+/, '-');
  const name = plain === schedule ? plain : `${plain}-${contentHash(schedule).slice(0, TOLD_BY)}`;
  return `${name}-${period}.${extension}`;
}

/** A report as it is drawn. */
export function reportOf({
  title,
  period,
  to,
  position,
  definitions,
  language,
  parts,
  changes,
  notes,
}: ReportShown): Report {
  return {
    title,
    period,
    asOf: to,
    knownAt: null,
    position: position ?? '',
    definitions,
    language,
    parts: parts.map(({ title: of, chart, answer, question, meanings }) => {
      return { title: of, chart: readChart(chart), answer, question, meanings };
    }),
    changes,
    notes,
  };
}
