import type { ChartAnswer } from '#charts/chart-answer.js';
import type { ChartSettings } from '#charts/chart-settings.js';
import type { OtherKind } from '#charts/other-kinds.js';
import { Lane, type LaneLimits } from '#engine/threads/lane.js';
import { Thread, ThreadDied } from '#engine/threads/thread.js';
import { builtProgram } from '#kernel/checkout.js';
import { Problem } from '#kernel/problem.js';
import type { PictureSource, Report, ReportDocument, ReportFormat } from './documents/report.js';
import type { Picture } from './png.js';
import type { DrawingView } from './svg.js';

/** What the thread works with. */
export interface DrawerData {
  /** With further fonts, such as for Chinese; the packages' alone where absent. */
  readonly fontsFolder: string | undefined;
  /** Kinds of charts beside ours. */
  readonly kinds: readonly OtherKind[];
}

/** What is asked of the thread. */
export type Drawing =
  | {
      readonly of: 'svg' | 'png';
      readonly answer: ChartAnswer;
      readonly settings: ChartSettings;
      readonly view: DrawingView;
    }
  | {
      readonly of: 'report';
      readonly report: Report;
      readonly format: ReportFormat;
      readonly pictures: PictureSource;
    };

/** Megabytes of its own: a report that needs more ends the thread, not the process. */
const HEAP = 512;
/** One is drawn at a time, others wait; what takes longer is ended, with the thread that draws it. */
const LIMITS = { waiting: 50, patience: 30_000, limit: 60_000 };
const STAYS = new AbortController().signal;

/**
 * Draws in a thread of its own, one thing after another: a chart takes tens of milliseconds and a PDF a second, in which nothing else would
 * be answered. The thread starts with the first drawing.
 */
export class Drawer {
  private readonly thread: Thread<Drawing>;
  private readonly lane: Lane<string>;
  private isStarted = false;

  /** @param onError told why the thread died */
  constructor(data: DrawerData, onError: (error: unknown) => void, limits: LaneLimits = LIMITS) {
    this.lane = new Lane(['the thread'], limits);
    const file = builtProgram('libs/drawing/drawing.worker');
    this.thread = new Thread({ what: 'the drawer', file, data, onError, heapMegabytes: HEAP });
  }

  /** @throws Problem `overloaded`, `took-too-long`: asking again may help; `answer-too-large` where it has no room for it */
  svg(answer: ChartAnswer, settings: ChartSettings, view: DrawingView): Promise<string> {
    return this.draw({ of: 'svg', answer, settings, view });
  }

  /** @throws Problem as `svg` */
  png(answer: ChartAnswer, settings: ChartSettings, view: DrawingView): Promise<Picture> {
    return this.draw({ of: 'png', answer, settings, view });
  }

  /** As `drawReport` draws it. @throws Problem as `svg`, and `answer-too-large` where a format has no room */
  report(report: Report, format: ReportFormat, pictures: PictureSource = 'cid'): Promise<ReportDocument> {
    return this.draw({ of: 'report', report, format, pictures });
  }

  close(): Promise<void> {
    this.lane.close();
    return this.isStarted ? this.thread.stop() : Promise.resolve();
  }

  private draw<Drawn>(drawing: Drawing): Promise<Drawn> {
    if (!this.isStarted) {
      this.isStarted = true;
      this.thread.start().catch(() => undefined);
    }
    return this.lane.use((_, signal) => this.drawn<Drawn>(drawing, signal), STAYS);
  }

  /** Settles soon after the signal aborts: a thread that draws hears nothing, so it is ended where it is, and another begun. */
  private async drawn<Drawn>(drawing: Drawing, signal: AbortSignal): Promise<Drawn> {
    let restarting: Promise<void> | undefined;
    const end = (): void => {
      restarting = this.thread.restart();
    };
    signal.addEventListener('abort', end, { once: true });
    try {
      return await this.thread.ask<Drawn>(drawing).catch(problemOf);
    } finally {
      signal.removeEventListener('abort', end);
      await restarting;
    }
  }
}

function problemOf(error: unknown): never {
  if (!(error instanceof ThreadDied)) throw error;
  const { code } = (error.cause ?? {}) as { readonly code?: unknown };
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    throw new Problem('answer-too-large', 'drawing it takes more memory than there is for it: ask for less');
  throw new Problem('overloaded', `${error.message}: ask again in a moment`);
}
