import { expect, it } from '@jest/globals';
import type { Drawer } from '#drawing/drawer.js';
import type { ReportDocument } from '#drawing/documents/report.js';
import type { ReportShown } from '#subjects/reports/report.answers.js';
import { KEPT_REPORT } from '#testing/a-kept-report.js';
import { drawnRun } from './report-runs.js';

const drawn = { bytes: Buffer.from('a'), type: 'text/csv', extension: 'csv', pictures: [], missing: '' };
const drawer = { report: async (): Promise<ReportDocument> => drawn } as object as Drawer;

async function nameOf(schedule: string): Promise<string> {
  const { due, kept } = KEPT_REPORT;
  const shown = { ...due, ...kept, schedule, run: 1, period: '2024-02', position: '7' } as object as ReportShown;
  return (await drawnRun({ drawer }, shown)).name;
}

it('calls the file of a run after its schedule and its period', async () => {
  expect(await nameOf('monthly')).toBe('monthly-2024-02.csv');
});

it('calls files of different schedules differently, in letters that a header takes', async () => {
  const names = await Promise.all(['月报', '日报', '-', 'a/b', 'a b', 'a-b', '../a', '.a', 'a"b'].map(nameOf));
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[\w-][\w.-]*-2024-02\.csv$/);
});
