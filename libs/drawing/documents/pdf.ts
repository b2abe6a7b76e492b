import type { Fonts } from '../fonts.js';
import { drawSvg } from '../svg.js';
import { pdfmake, type Content, type Definition, type Text } from './pdfmake.js';
import { PdfFonts } from './pdf-fonts.js';
import type { Report, ReportDocument, ReportPart } from './report.js';
import { clocks, definitionsOf, reportTexts } from './report-texts.js';
import { shownChanges, shownTable, type ShownCell, type ShownTable } from './shown-table.js';

/** What pages have room for; a table goes on over pages, with its head on each. */
const MOST = { rows: 1_000, columns: 12 };
/** From so many columns on, pages lie on their side. */
const MANY_COLUMNS = 7;
const MARGIN = 40;
const WIDTH = { portrait: 595.28 - 2 * MARGIN, landscape: 841.89 - 2 * MARGIN } as const;
/** A chart is drawn larger than it stands on the page, so that its texts are as small as those of tables. */
const ZOOM = 1.3;
const HEIGHT = 330;
const QUIET = '#5a6475';
const LINE = '#d9dee6';

/** A report as PDF: charts as vectors, tables with repeated heads, numbered pages; the same report is the same bytes. */
export async function pdfReport(report: Report, fonts: Fonts): Promise<ReportDocument> {
  const orientation = report.parts.some(({ answer }) => answer.columns.length > MANY_COLUMNS)
    ? 'landscape'
    : 'portrait';
  const charts = report.parts.map((part) => chartOf(part, report, WIDTH[orientation]));
  const own = new PdfFonts(fonts, everythingOf(report, charts));
  // It is one for the process: what it may read is set again for each document, which is begun in the same turn.
  pdfmake.setFonts(own.dictionary);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => own.isOurs(path));
  const bytes = await pdfmake.createPdf(definition(report, charts, own, orientation)).getBuffer();
  return { bytes, type: 'application/pdf', extension: 'pdf', pictures: [], missing: own.missing };
}

function chartOf({ chart, answer }: ReportPart, { language }: Report, width: number): string {
  return drawSvg(answer, chart, {
    language,
    theme: 'light',
    width: Math.floor(width * ZOOM),
    height: HEIGHT,
    isBare: true,
  });
}

function definition(
  report: Report,
  charts: readonly string[],
  fonts: PdfFonts,
  pageOrientation: 'portrait' | 'landscape',
): Definition {
  const texts = reportTexts(report.language);
  const date = new Date(`${report.asOf.slice(0, 10)}T00:00:00Z`);
  const quiet = (text: string): Content => ({ text: runs(fonts, text), color: QUIET, fontSize: 8, margin: [0, 2] });
  const changes = shownChanges(report);
  return {
    pageSize: 'A4',
    pageOrientation,
    pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN + 12],
    // Its dates and its id, which is made of them, are of the report and not of when it is drawn.
    info: { title: report.title, creationDate: date, modDate: date, producer: 'Tallybook', creator: 'Tallybook' },
    language: report.language,
    defaultStyle: { font: 'Font0', fontSize: 9, color: '#1b2230' },
    footer: (page: number, of: number): Content => ({
      columns: [
        { text: runs(fonts, `${report.title} · ${report.period}`), width: '*' },
        { text: runs(fonts, texts.page(page, of)), width: 'auto' },
      ],
      color: QUIET,
      fontSize: 8,
      margin: [MARGIN, 12, MARGIN, 0],
    }),
    content: [
      { text: runs(fonts, report.title), fontSize: 18, bold: true },
      { text: runs(fonts, `${texts.period} ${report.period}`), fontSize: 11, margin: [0, 2] },
      quiet(clocks(report, texts)),
      ...(report.notes ?? []).map((note): Content => ({ text: runs(fonts, note), margin: [0, 4] })),
      ...(changes === undefined ? [] : [heading(fonts, texts.changes), tableOf(fonts, changes)]),
      ...report.parts.flatMap((part, i): Content[] => {
        const table = shownTable(part, report, MOST);
        return [
          {
            stack: [heading(fonts, part.title), { svg: fonts.named(charts[i] ?? ''), width: WIDTH[pageOrientation] }],
            unbreakable: true,
          },
          tableOf(fonts, table),
          ...table.notes.map(quiet),
        ];
      }),
      ...(fonts.missing === '' ? [] : [quiet(texts.missing(fonts.missing))]),
      quiet(definitionsOf(report)),
    ],
  };
}

function heading(fonts: PdfFonts, text: string): Content {
  return { text: runs(fonts, text), fontSize: 13, bold: true, margin: [0, 14, 0, 4] };
}

function tableOf(fonts: PdfFonts, { heads, rows, totals }: ShownTable): Content {
  const cells = (line: readonly ShownCell[], style: object): readonly Text[] =>
    line.map(({ text, isFigure }) => ({
      text: runs(fonts, text),
      alignment: isFigure ? 'right' : 'left',
      noWrap: isFigure,
      ...style,
    }));
  const body = [
    cells(heads, { bold: true, color: QUIET }),
    ...rows.map((row) => cells(row, {})),
    ...(totals === undefined ? [] : [cells(totals, { bold: true })]),
  ];
  return {
    table: { headerRows: 1, dontBreakRows: true, widths: heads.map((_, i) => (i === 0 ? '*' : 'auto')), body },
    layout: {
      hLineWidth: (i, { table }) => (i === 0 || i === table.body.length ? 0 : i === 1 ? 1 : 0.5),
      vLineWidth: () => 0,
      hLineColor: () => LINE,
    },
    fontSize: heads.length > MANY_COLUMNS ? 7.5 : 8.5,
    margin: [0, 6, 0, 0],
  };
}

function runs(fonts: PdfFonts, text: string): { text: string; font: string }[] {
  return [...fonts.runs(text)];
}

/** Every text that may be written, to pick fonts by. */
function everythingOf(report: Report, charts: readonly string[]): string {
  const texts = reportTexts(report.language);
  const said = Object.values(texts).map((text: unknown) => (typeof text === 'string' ? text : ''));
  const tables = report.parts.map((part) => shownTable(part, report, MOST));
  const changes = shownChanges(report);
  const cells = [...tables, ...(changes === undefined ? [] : [changes])].flatMap(({ heads, rows, notes }) => [
    ...[heads, ...rows].flat().map(({ text }) => text),
    ...notes,
  ]);
  const drawn = charts.flatMap((svg) => [...svg.matchAll(/<text\b[^>]*>([^<]*)/g)].map(([, text = '']) => text));
  const { title, period, notes = [], parts } = report;
  return [
    title,
    period,
    ...notes,
    ...parts.map((part) => part.title),
    texts.page(1, 1),
    ...said,
    ...cells,
    ...drawn,
  ].join('');
}
