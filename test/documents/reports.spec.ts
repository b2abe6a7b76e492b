import { beforeAll, describe, expect, it } from '@jest/globals';
import { read, utils } from '@e965/xlsx';
import { drawReport } from '#drawing/documents/document.js';
import type { Report, ReportDocument, ReportFormat } from '#drawing/documents/report.js';
import { Fonts } from '#drawing/fonts.js';
import { aReport } from '#testing/reports.js';
import { textOfPdf } from './pdf-text.js';

const fonts = Fonts.find();
const draw = (format: ReportFormat, more: Partial<Report> = {}): Promise<ReportDocument> =>
  drawReport(aReport(more), format, fonts);
const textOf = ({ bytes }: ReportDocument): string => Buffer.from(bytes).toString();

describe('a report as HTML', () => {
  it('names its pictures, says everything in words and shows text as text', async () => {
    const report = await draw('html');
    const html = textOf(report);
    expect(report.pictures.map(({ cid }) => cid)).toEqual([
      'chart-1@tallybook',
      'chart-2@tallybook',
      'chart-3@tallybook',
    ]);
    for (const { cid, bytes } of report.pictures) {
      expect(html).toContain(`src="cid:${cid}" alt="`);
      expect(Buffer.from(bytes).subarray(1, 4).toString()).toBe('PNG');
    }
    expect(html).toContain('Monthly &lt;figures&gt; &amp; more');
    expect(html).not.toMatch(/<script|<style|https?:\/\//);
    expect(html).toContain('as of 2024-03-20 · everything recorded · position 48213');
    expect(html).toContain('Two reports were missed');
    expect(html).toMatch(/revenue\.net · España<\/td><td[^>]*>\$20\.20<\/td><td[^>]*>\$21\.40/);
    expect(html).toContain('$9,007,199,254,740,993.12');
    expect(html).toContain('80 more rows');
    expect(html).toContain('definitions: lifecycle default, tiers gold-first');
  });

  it('has its pictures in it where a browser is to show it', async () => {
    const named = await draw('html');
    const report = await drawReport(aReport(), 'html', fonts, 'data');
    expect(report.pictures).toEqual([]);
    const shown = [...textOf(report).matchAll(/<img src="data:image\/png;base64,([^"]+)" alt="/g)];
    expect(shown.map(([, data = '']) => Buffer.from(data, 'base64'))).toEqual(
      named.pictures.map(({ bytes }) => Buffer.from(bytes)),
    );
    expect(textOf(report)).not.toContain('cid:');
  });

  it('speaks Chinese, and says which characters no font has', async () => {
    const report = await draw('html', { language: 'zh' });
    expect(textOf(report)).toMatch(/<html lang="zh">[^]*截至 2024-03-20/);
    expect(report.missing).toBe('');
    const [part] = aReport().parts;
    const unwritable = await draw('html', { parts: [{ ...part!, chart: { kind: 'kpi', title: '𓀀' } }] });
    // A picture in a report has its title above it, as text.
    expect(unwritable.missing).toBe('');
  });
});

describe('a report as PDF', () => {
  let pages: readonly string[];
  beforeAll(async () => {
    pages = textOfPdf(Buffer.from((await draw('pdf')).bytes));
  });

  it('says everything, on numbered pages whose tables have a head each', () => {
    expect(pages.length).toBeGreaterThan(2);
    for (const [i, page] of pages.entries()) expect(page).toContain(`Page ${String(i + 1)} of ${String(pages.length)}`);
    const all = pages.join('');
    for (const text of [
      'Monthly <figures> & more',
      '$9,007,199,254,740,993.12',
      'Ελλάδα, Москва',
      '中国',
      'region 59',
      '-352.5%',
      'España',
    ])
      expect(all).toContain(text);
    const withOrders = pages.filter((page) => page.includes('region 1'));
    expect(withOrders.length).toBeGreaterThan(1);
    for (const page of pages.slice(2, -1)) expect(page).toMatch(/month[^]*region[^]*orders/);
  });

  it('has charts of lines, not of pixels', async () => {
    const pdf = Buffer.from((await draw('pdf')).bytes).toString('latin1');
    expect(pdf).not.toContain('/Subtype /Image');
    expect(pages.join('')).toContain('not over yet');
  });

  it('says which characters no font has', async () => {
    const { missing, bytes } = await draw('pdf', { title: 'Signs 𓀀' });
    expect(missing).toBe('𓀀');
    expect(textOfPdf(Buffer.from(bytes)).join('')).toContain('No font has these characters');
  });
});

describe('a report as XLSX', () => {
  it('has a sheet for each part, one for changes, and one that says what it is', async () => {
    const { bytes, extension } = await draw('xlsx');
    expect(extension).toBe('xlsx');
    const { SheetNames, Sheets } = read(bytes);
    expect(SheetNames).toEqual([
      'Revenue  this year last year',
      'Orders',
      'Ελλάδα, Москва',
      'What has changed since the last',
      'about',
    ]);
    const rows = (name: string) => utils.sheet_to_json<unknown[]>(Sheets[name]!, { header: 1 });
    expect(rows('Orders')[1]).toEqual(['2024-01', 'region 0', 600]);
    expect(rows('Ελλάδα, Москва').at(-1)).toEqual(['total', 100]);
    expect(rows(SheetNames[3]!)[1]).toEqual(['revenue.net · España', '20.20', '21.4']);
    expect(rows('about')).toEqual(
      expect.arrayContaining([
        ['period', '2024-03'],
        ['revenue.net', 'sales less refunds'],
        ['position', '48213'],
      ]),
    );
  });

  it('has names that sheets can have, each once', async () => {
    const [, part] = aReport().parts;
    const titles = ['About', 'a'.repeat(40), 'a'.repeat(41), '[]', '//'];
    const { bytes } = await draw('xlsx', { parts: titles.map((title) => ({ ...part!, title })), changes: [] });
    expect(read(bytes).SheetNames).toEqual([
      'About 2',
      'a'.repeat(31),
      `${'a'.repeat(27)} 2`,
      'table',
      'table 2',
      'about',
    ]);
  });
});

describe('a report as CSV', () => {
  it('is a table, or an archive of one for each', async () => {
    const [, , part] = aReport().parts;
    const one = await draw('csv', { parts: [part!], changes: [] });
    expect([one.extension, textOf(one)]).toEqual([
      'csv',
      'region,revenue.net\r\n,10.10\r\nEspaña,20.20\r\n中国,69.7\r\n',
    ]);
    const several = await draw('csv');
    expect([several.extension, several.type]).toEqual(['zip', 'application/zip']);
    expect(textOf(several)).toContain('Orders.csv');
  });
});
