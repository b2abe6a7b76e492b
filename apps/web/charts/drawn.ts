import type { ChartAnswer } from '#charts/chart-answer.js';
import { chartDescription, chartOption } from '#charts/chart-option.js';
import type { ChartSettings } from '#charts/chart-settings.js';
import { init } from '#charts/engine.js';
import type { ChartView } from '#charts/frame.js';
import { watchedOption, type Watch } from '#charts/watched.js';

// What draws is much larger than the page and comes when a chart is first wanted: only `chart.tsx` and what saves pictures import this file.

export type View = Omit<ChartView, 'width' | 'height'>;

/** A chart in an element, until it is ended. */
export interface Drawn {
  show(answer: ChartAnswer, settings: ChartSettings, view: View, watch?: Watch): void;
  end(): void;
}

/** @param onMark told the number of the row and the name of the metric of a mark that is clicked */
export function drawnIn(element: HTMLElement, onMark: (row: number, metric: string) => void): Drawn {
  const chart = init(element, null, { renderer: 'svg' });
  let latest: (() => void) | undefined;
  const resized = new ResizeObserver(() => {
    chart.resize();
    latest?.();
  });
  resized.observe(element);
  chart.on('click', ({ data }) => {
    const { row, metric } = (data ?? {}) as { readonly row?: unknown; readonly metric?: unknown };
    if (typeof row === 'number' && typeof metric === 'string') onMark(row, metric);
  });
  return {
    show: (answer, settings, view, watch) => {
      latest = () => {
        const size = { width: element.clientWidth, height: element.clientHeight };
        const sized = { ...view, ...size };
        const option = watch === undefined ? chartOption(answer, settings, sized) : watchedOption(answer, sized, watch);
        chart.setOption(option, { notMerge: true });
        // ECharts says it in its own words otherwise.
        element.setAttribute('aria-label', chartDescription(answer, settings, sized));
      };
      latest();
    },
    end: () => {
      resized.disconnect();
      chart.dispose();
    },
  };
}

/** A chart as SVG, with its title and clocks, as the server draws it. */
export function svgOf(answer: ChartAnswer, settings: ChartSettings, view: ChartView): string {
  const { width, height } = view;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(chartOption(answer, settings, view));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
