import type { Fonts } from '../fonts.js';
import { htmlReport } from './html.js';
import { pdfReport } from './pdf.js';
import type { PictureSource, Report, ReportDocument, ReportFormat } from './report.js';
import { csvReport, xlsxReport } from './sheets.js';

/**
 * A report as a document: the same report is the same bytes, in this process and in any other.
 * @param pictures of HTML
 * @throws Problem `answer-too-large` where a format has no room for it
 */
export async function drawReport(
  report: Report,
  format: ReportFormat,
  fonts: Fonts,
  pictures: PictureSource = 'cid',
): Promise<ReportDocument> {
  switch (format) {
    case 'html':
      return htmlReport(report, fonts, pictures);
    case 'pdf':
      return pdfReport(report, fonts);
    case 'xlsx':
      return xlsxReport(report);
    case 'csv':
      return csvReport(report);
  }
}
