import { bandedOption, type Band } from '#charts/bands.js';
import type { ChartAnswer } from '#charts/chart-answer.js';
import { chartDescription, chartOption } from '#charts/chart-option.js';
import type { ChartSettings } from '#charts/chart-settings.js';
import { init } from '#charts/engine.js';
import type { ChartView } from '#charts/frame.js';
import { watchedOption, type Watch } from '#charts/watched.js';

// What draws is much larger than the page and comes when a chart is wanted: only `drawing.ts` imports this file.

export type View = Omit<ChartView, 'width' | 'height'>;

/** What is drawn over or behind figures along time. */
interface Over {
  readonly watch?: Watch | undefined;
  readonly bands?: readonly Band[] | undefined;
}

/** A chart in an element, until it is ended. */
export interface Drawn {
  show(answer: ChartAnswer, settings: ChartSettings, view: View, over: Over): void;
  end(): void;
}

/** @param onMark told the number of the row and the name of the metric of a mark that is clicked */
export function drawnIn(element: HTMLElement, onMark: (row: number, metric: string) => void): Drawn {
  const chart = init(element, null, { renderer: 'svg' });
  let latest: (() => void) | undefined;
  let size = { width: 0, height: 0 };
  const resized = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = element;
    // It tells the first size too, which it is drawn in already.
    if (width === size.width && height === size.height) return;
    chart.resize();
    latest?.();
  });
  resized.observe(element);
  chart.on('click', ({ data }) => {
    const { row, metric } = (data ?? {}) as { readonly row?: unknown; readonly metric?: unknown };
    if (typeof row === 'number' && typeof metric === 'string') onMark(row, metric);
  });
  return {
    show: (answer, settings, view, over) => {
      latest = () => {
        size = { width: element.clientWidth, height: element.clientHeight };
        const sized = { ...view, ...size };
        chart.setOption(optionOf(answer, settings, sized, over), { notMerge: true });
        // ECharts says it in its own words otherwise.
        describedIn(element, answer, settings, view);
      };
      latest();
    },
    end: () => {
      resized.disconnect();
      chart.dispose();
    },
  };
}

function optionOf(answer: ChartAnswer, settings: ChartSettings, view: ChartView, { watch, bands }: Over) {
  if (watch !== undefined) return watchedOption(answer, view, watch);
  return bands === undefined ? chartOption(answer, settings, view) : bandedOption(answer, view, bands);
}

/** Says in its label what a chart in an element shows, also where it is not drawn yet. */
export function describedIn(element: Element, answer: ChartAnswer, settings: ChartSettings, view: View): void {
  // No size matters to it, and to ask for one would have the page laid out.
  element.setAttribute('aria-label', chartDescription(answer, settings, { ...view, width: 0, height: 0 }));
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
