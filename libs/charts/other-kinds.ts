import type { ChartAnswer, ChartColumn, ChartFigure } from './chart-answer.js';
import type { Palette } from './palette.js';

/** What a kind of chart that is none of ours is given. */
export interface ToDraw {
  readonly answer: ChartAnswer;
  /** The columns of figures that are to be drawn, and those that rows are told apart by. */
  readonly metrics: readonly ChartColumn[];
  readonly cuts: readonly ChartColumn[];
  /** Where there is room, in pixels: titles above and clocks below are drawn already. */
  readonly area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly colours: Palette;
  /** As CSS names fonts. */
  readonly font: string;
  readonly language: keyof Called;
  /** A figure as people read it, to its last decimal. */
  readonly written: (figure: ChartFigure, column: ChartColumn) => string;
}

/**
 * Draws: a part of an option of ECharts, with `graphic`, or series of line, bar, pie, funnel and heatmap with their axes. A mark whose data
 * have `row` and `metric` leads to the records behind it. The same answer has to be the same option.
 */
export type Draw = (chart: ToDraw) => object;

/** What people call a kind, by language. */
export type Called = Readonly<Record<'en' | 'zh', string>>;

/** A kind that is none of ours, as it is told to who draws: in another thread, or in a page. */
export interface OtherKind {
  /** Its subject, a dot, and a word: `loyalty.ladder`. */
  readonly name: string;
  readonly called: Called;
  /** Where its module is loaded from, which exports `draw`. */
  readonly module: string;
}

interface Known {
  readonly called: Called;
  readonly draw: Draw | undefined;
}

/** Of this thread, as parts of ECharts are. */
const KNOWN = new Map<string, Known>();

/** From now on a kind is known here. @param draw absent where nothing is drawn */
export function addKind(name: string, called: Called, draw?: Draw): void {
  KNOWN.set(name, { called, draw });
}

export function otherKinds(): readonly string[] {
  return [...KNOWN.keys()];
}

/** What people call it; its name where it is not known. */
export function otherKindCalled(name: string, language: keyof Called): string {
  return KNOWN.get(name)?.called[language] ?? name;
}

/** Undefined where it is not there, or nothing is drawn in this thread. */
export function drawerOf(name: string): Draw | undefined {
  return KNOWN.get(name)?.draw;
}
