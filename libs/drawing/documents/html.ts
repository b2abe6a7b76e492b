import { chartDescription } from '#charts/chart-option.js';
import type { Fonts } from '../fonts.js';
import { drawPng } from '../png.js';
import { drawSvg, type DrawingView } from '../svg.js';
import type { PictureSource, Report, ReportDocument, ReportPart, ReportPicture } from './report.js';
import { clocks, definitionsOf, reportTexts } from './report-texts.js';
import { shownChanges, shownTable, type ShownCell, type ShownTable } from './shown-table.js';

/** What a mail has room for; the file that goes with it has the rest. */
const MOST = { rows: 40, columns: 8 };
const VIEW = { theme: 'light', width: 640, height: 320, isBare: true } as const;
/** Sharp on screens with two pixels for one. */
const SCALE = 2;

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";
const QUIET = 'color:#5a6475;font-size:12px';

/** A report as a page and as the body of a mail: styles stand at each element, since mail readers drop the rest. */
export function htmlReport(report: Report, fonts: Fonts, pictures: PictureSource): ReportDocument {
  const drawn = report.parts.map((part, i) => partOf(report, part, i, fonts, pictures));
  const texts = reportTexts(report.language);
  const missing = fonts.for(drawn.map((one) => one.missing).join('')).missing;
  const changes = shownChanges(report);
  const body = [
    `<h1 style="font-size:22px;margin:0 0 4px">${escaped(report.title)}</h1>`,
    `<p style="margin:0 0 4px">${escaped(`${texts.period} ${report.period}`)}</p>`,
    `<p style="${QUIET};margin:0 0 16px">${escaped(clocks(report, texts))}</p>`,
    ...(report.notes ?? []).map((note) => `<p style="margin:0 0 8px">${escaped(note)}</p>`),
    ...(changes === undefined ? [] : [heading(texts.changes), tableOf(changes)]),
    ...drawn.map(({ html }) => html),
    ...(missing === '' ? [] : [`<p style="${QUIET}">${escaped(texts.missing(missing))}</p>`]),
    `<p style="${QUIET};margin:24px 0 0">${escaped(definitionsOf(report))}</p>`,
  ];
  const html = `<!doctype html>
<html lang="${report.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(report.title)}</title></head>
<body style="margin:0;background:#ffffff;color:#1b2230;${FONT};font-size:14px;line-height:1.45"><main style="max-width:680px;margin:0 auto;padding:20px">
${body.join('\n')}
</main></body></html>
`;
  return {
    bytes: Buffer.from(html),
    type: 'text/html; charset=utf-8',
    extension: 'html',
    pictures: pictures === 'cid' ? drawn.map(({ picture }) => picture) : [],
    missing,
  };
}

interface Drawn {
  readonly html: string;
  readonly picture: ReportPicture;
  readonly missing: string;
}

function partOf(report: Report, part: ReportPart, i: number, fonts: Fonts, pictures: PictureSource): Drawn {
  const { title, chart, answer } = part;
  const view: DrawingView = { ...VIEW, language: report.language };
  const { png, missing } = drawPng(drawSvg(answer, chart, view), fonts, SCALE);
  const cid = `chart-${String(i + 1)}@tallybook`;
  const size = `width="${String(VIEW.width)}" height="${String(VIEW.height)}"`;
  const alt = escaped(chartDescription(answer, { ...chart, title }, view));
  const source = pictures === 'cid' ? `cid:${cid}` : `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  const picture = `<img src="${source}" alt="${alt}" ${size} style="display:block;max-width:100%;height:auto">`;
  const table = shownTable(part, report, MOST);
  return {
    html: [heading(title), picture, tableOf(table)].join('\n'),
    picture: { cid, type: 'image/png', bytes: png },
    missing,
  };
}

function heading(text: string): string {
  return `<h2 style="font-size:16px;margin:24px 0 8px">${escaped(text)}</h2>`;
}

function tableOf({ heads, rows, totals, notes }: ShownTable): string {
  const line = (cells: readonly ShownCell[], tag: 'th' | 'td', style: string): string =>
    `<tr>${cells.map(({ text, isFigure }) => `<${tag}${tag === 'th' ? ' scope="col"' : ''} style="padding:3px 8px;text-align:${isFigure ? 'right' : 'left'};${style}">${escaped(text)}</${tag}>`).join('')}</tr>`;
  return [
    '<table style="border-collapse:collapse;width:100%;font-size:13px;font-variant-numeric:tabular-nums">',
    `<thead>${line(heads, 'th', 'border-bottom:2px solid #d9dee6;color:#5a6475')}</thead>`,
    `<tbody>${rows.map((row) => line(row, 'td', 'border-bottom:1px solid #eef1f5')).join('\n')}</tbody>`,
    ...(totals === undefined ? [] : [`<tfoot>${line(totals, 'td', 'font-weight:bold')}</tfoot>`]),
    '</table>',
    ...notes.map((note) => `<p style="${QUIET};margin:4px 0">${escaped(note)}</p>`),
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
