import { describe, expect, it } from '@jest/globals';
import { CHART_KINDS } from '#charts/chart-settings.js';
import { moves, ordersByRegion, retention, revenueByMonth, revenueByRegion } from '#testing/answers.js';
import { Fonts } from './fonts.js';
import { drawPng } from './png.js';
import { drawSvg, type DrawingView } from './svg.js';

const VIEW: DrawingView = { language: 'en', theme: 'light', width: 640, height: 320 };
const ANSWERS = [moves(), ordersByRegion(12), retention(), revenueByMonth(), revenueByRegion()];

describe('a chart drawn as SVG', () => {
  it.each(CHART_KINDS)('of kind %s is the same text each time, and says what it shows', (kind) => {
    for (const answer of ANSWERS) {
      const svg = drawSvg(answer, { kind }, VIEW);
      expect(drawSvg(answer, { kind }, VIEW)).toBe(svg);
      expect(svg).toMatch(/^<svg width="640" height="320"[^>]* role="img"><desc>[^<]*as of 2024-03-20/);
      expect(svg).not.toMatch(/NaN|undefined|<script|<foreignObject/);
    }
  });

  it('has names as text, whatever is in them', () => {
    const answer = { ...revenueByRegion(), rows: [{ region: '<script>alert("&")</script>', 'revenue.net': '100' }] };
    const svg = drawSvg(answer, { kind: 'bar', title: '<img src=x>&' }, VIEW);
    expect(svg).not.toMatch(/<script|<img/);
    expect(svg).toContain('&lt;img src=x&gt;&amp;');
  });
});

describe('a chart drawn as PNG', () => {
  const fonts = Fonts.find();
  const sizeOf = (png: Uint8Array): readonly number[] => [16, 20].map((at) => Buffer.from(png).readUInt32BE(at));

  it('has its size and is the same bytes each time', () => {
    const svg = drawSvg(revenueByMonth(), { kind: 'line' }, VIEW);
    const { png } = drawPng(svg, fonts);
    expect(sizeOf(png)).toEqual([640, 320]);
    expect(sizeOf(drawPng(svg, fonts, 2).png)).toEqual([1280, 640]);
    expect(Buffer.from(png).equals(drawPng(svg, fonts).png)).toBe(true);
  });

  it('says which characters no font has', () => {
    const svg = drawSvg(revenueByMonth(), { kind: 'kpi', title: 'Ωмега 𓀀 &amp; 𓀁' }, VIEW);
    expect(drawPng(svg, fonts).missing).toBe('𓀀𓀁');
  });

  it('has Chinese by the optional fonts', () => {
    const svg = drawSvg(revenueByRegion(), { kind: 'bar', title: '收入' }, { ...VIEW, language: 'zh' });
    expect(drawPng(svg, fonts).missing).toBe('');
  });
});
