import { expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { forecast } from '#mining/forecast/forecast.js';
import { mase, sMape, type Graded } from '#mining/forecast/grades.js';
import { describeWithRealData, realFile } from './real-data.js';

const SEASON = 12;
const rowsOf = (name: string) =>
  parse<Record<string, string>>(gunzipSync(readFileSync(realFile(name))).toString('utf8'), { columns: true });
const numbers = (text = ''): readonly number[] => text.trim().split(/\s+/).map(Number);
const beside = (means: readonly number[], actuals: readonly number[]): readonly Graded[] =>
  actuals.map((actual, i) => ({ mean: means[i] ?? 0, actual }));
const foretold = (values: readonly number[], horizon: number) =>
  forecast(values, { method: 'auto', period: SEASON, horizon, levels: [0.8, 0.95], isNonNegative: false }).points;
const meanOf = (found: readonly number[]): number => found.reduce((sum, one) => sum + one, 0) / found.length;

describeWithRealData('forecasts of real series', () => {
  it('are nearer than the best published ones of monthly series, and their bounds hold what came', () => {
    const series = rowsOf('m3_monthly_119.csv.gz').map((row) => {
      const [train, test] = [numbers(row['train']), numbers(row['test'])];
      return { row, train, test, points: foretold(train, test.length) };
    });
    expect(series).toHaveLength(119);
    const graded = (of: (one: (typeof series)[number]) => readonly number[]) => {
      const pairs = series.map((one) => ({ ...one, pairs: beside(of(one), one.test) }));
      return {
        sMAPE: meanOf(pairs.map((one) => sMape(one.pairs) ?? NaN)),
        MASE: meanOf(pairs.map((one) => mase(one.pairs, one.train, SEASON) ?? NaN)),
      };
    };
    const own = graded(({ points }) => points.map(({ mean }) => mean));
    const published = ['THETA', 'ForecastPro', 'NAIVE2'].map((name) => graded(({ row }) => numbers(row[name])));
    expect(published[2]?.sMAPE).toBeCloseTo(16.104, 3);
    expect(own.sMAPE).toBeLessThan(Math.min(...published.map(({ sMAPE }) => sMAPE)));
    expect(own.MASE).toBeLessThan(0.93);
    const inside = (level: string): number =>
      meanOf(
        series.flatMap(({ points, test }) =>
          test.map((actual, h) => {
            const [low = NaN, high = NaN] = points[h]?.intervals[level] ?? [];
            return actual >= low && actual <= high ? 1 : 0;
          }),
        ),
      );
    expect(inside('0.8')).toBeGreaterThan(0.77);
    expect(inside('0.8')).toBeLessThan(0.83);
    expect(inside('0.95')).toBeGreaterThan(0.91);
  });

  it('foretell the airline passengers of 1960', () => {
    const values = rowsOf('airpassengers.csv.gz').map((row) => Number(row['#Passengers']));
    const [known, year] = [values.slice(0, 132), values.slice(132)];
    const means = foretold(known, 12).map(({ mean }) => mean);
    expect(sMape(beside(means, year))).toBeLessThanOrEqual(5);
  });
});
