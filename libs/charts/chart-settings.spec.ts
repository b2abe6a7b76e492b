import { describe, expect, it } from '@jest/globals';
import { CHART_KINDS, chartErrors, readChart } from './chart-settings.js';

describe('settings of a chart', () => {
  it('have a kind, and may have a title, metrics and how many groups', () => {
    for (const kind of CHART_KINDS) expect(chartErrors({ kind })).toEqual([]);
    const all = { kind: 'bar', title: 'Orders', metrics: ['orders'], top: 8 };
    expect(chartErrors(all, ['orders', 'units'])).toEqual([]);
    expect(readChart(all)).toEqual(all);
  });

  it.each<[unknown, string, RegExp]>([
    [undefined, '', /object such as \{"kind": "line"\}/],
    [[], '', /object/],
    [{}, 'kind', /one of line, bar,/],
    [{ kind: 'Line' }, 'kind', /one of/],
    [{ kind: 'bar', top: 9 }, 'top', /from 1 to 8/],
    [{ kind: 'bar', top: 1.5 }, 'top', /whole number/],
    [{ kind: 'bar', title: ' ' }, 'title', /1 to 200/],
    [{ kind: 'bar', title: 'x'.repeat(201) }, 'title', /1 to 200/],
    [{ kind: 'bar', metrics: [] }, 'metrics', /list of names/],
    [{ kind: 'bar', metrics: 'orders' }, 'metrics', /list of names/],
    [{ kind: 'bar', metrics: ['orders', 'lines'] }, 'metrics[1]', /of the question: orders/],
    [{ kind: 'bar', colour: 'red' }, 'colour', /a chart has kind, title/],
  ])('%j are refused, naming %s', (raw, field, detail) => {
    const errors = chartErrors(raw, ['orders']);
    expect(errors).toEqual([{ field, detail: expect.stringMatching(detail) }]);
  });

  it('say everything that is wrong at once', () => {
    expect(chartErrors({ kind: 1, top: 0 }).map(({ field }) => field)).toEqual(['kind', 'top']);
    expect(() => readChart({ kind: 1 })).toThrow('chart.kind must be one of');
  });
});
