import { init } from '#charts/engine.js';
import type { ChartAnswer } from '#charts/chart-answer.js';
import { chartDescription, chartOption } from '#charts/chart-option.js';
import type { ChartSettings } from '#charts/chart-settings.js';
import type { ChartView } from '#charts/frame.js';
import { FONT_FAMILIES } from './fonts.js';

/** How a chart is drawn where no page is. */
export type DrawingView = Omit<ChartView, 'font'>;

/**
 * A chart as SVG, in the fonts that it is drawn with as PNG and in documents. The same answer, settings and view are the same text, in this
 * process and in any other.
 */
export function drawSvg(answer: ChartAnswer, settings: ChartSettings, view: DrawingView): string {
  const own = { ...view, font: FONT_FAMILIES };
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: view.width, height: view.height });
  try {
    chart.setOption(chartOption(answer, settings, own));
    return described(withOwnIds(chart.renderToSVGString()), chartDescription(answer, settings, own));
  } finally {
    // Else it is kept with a timer, for as long as the process lives.
    chart.dispose();
  }
}

/** Ids count up from drawing to drawing; renamed in the order they appear they are the same each time. */
function withOwnIds(svg: string): string {
  const names = new Map<string, string>();
  return svg.replace(/\bzr\d+-[a-z]+-?\d+\b/g, (id) => {
    const name = names.get(id) ?? `i${String(names.size)}`;
    names.set(id, name);
    return name;
  });
}

/** What it shows in words, for those who do not see it. */
function described(svg: string, description: string): string {
  const text = description.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return svg.replace(/<svg\b([^>]*)>/, (_, attributes: string) => `<svg${attributes} role="img"><desc>${text}</desc>`);
}
