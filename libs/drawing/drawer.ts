import type { ChartAnswer } from '#charts/chart-answer.js';
import type { ChartSettings } from '#charts/chart-settings.js';
import { Thread } from '#engine/threads/thread.js';
import type { Report, ReportDocument, ReportFormat } from './documents/report.js';
import type { Picture } from './png.js';
import type { DrawingView } from './svg.js';

/** What the thread works with. */
export interface DrawerData {
  /** With further fonts, such as for Chinese; the packages' alone where absent. */
  readonly fontsFolder: string | undefined;
}

/** What is asked of the thread. */
export type Drawing =
  | {
      readonly of: 'svg' | 'png';
      readonly answer: ChartAnswer;
      readonly settings: ChartSettings;
      readonly view: DrawingView;
    }
  | { readonly of: 'report'; readonly report: Report; readonly format: ReportFormat };

/** Megabytes of its own: a report that needs more ends the thread, not the process. */
const HEAP = 512;

/**
 * Draws in a thread of its own, one thing after another: a chart takes tens of milliseconds and a PDF a second, in which nothing else would
 * be answered. The thread starts with the first drawing.
 */
export class Drawer {
  private readonly thread: Thread<Drawing>;
  private isStarted = false;

  /** @param onError told why the thread died */
  constructor(fontsFolder: string | undefined, onError: (error: unknown) => void) {
    const data: DrawerData = { fontsFolder };
    const file = new URL('./drawing.worker.js', import.meta.url);
    this.thread = new Thread({ what: 'the drawer', file, data, onError, heapMegabytes: HEAP });
  }

  /** @throws ThreadDied; asking again may help */
  svg(answer: ChartAnswer, settings: ChartSettings, view: DrawingView): Promise<string> {
    return this.draw({ of: 'svg', answer, settings, view });
  }

  /** @throws ThreadDied */
  png(answer: ChartAnswer, settings: ChartSettings, view: DrawingView): Promise<Picture> {
    return this.draw({ of: 'png', answer, settings, view });
  }

  /** As `drawReport` draws it. @throws Problem `answer-too-large` @throws ThreadDied */
  report(report: Report, format: ReportFormat): Promise<ReportDocument> {
    return this.draw({ of: 'report', report, format });
  }

  close(): Promise<void> {
    return this.isStarted ? this.thread.stop() : Promise.resolve();
  }

  private draw<Drawn>(drawing: Drawing): Promise<Drawn> {
    if (!this.isStarted) {
      this.isStarted = true;
      this.thread.start().catch(() => undefined);
    }
    return this.thread.ask<Drawn>(drawing);
  }
}
