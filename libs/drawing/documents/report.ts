import type { ChartSettings } from '#charts/chart-settings.js';
import type { ChartLanguage } from '#charts/texts.js';
import type { Answer, Column } from '#figures/figure.answers.js';

export type ReportFormat = 'html' | 'pdf' | 'xlsx' | 'csv';

/** What a report tells. It is data alone, so that it can be kept and drawn again to the same bytes. */
export interface Report {
  readonly title: string;
  /** What it is about, as it is called: `2024-02`, `2024-W07`, `FY2024-Q1`. */
  readonly period: string;
  /** The last day that counts. */
  readonly asOf: string;
  /** Null where everything recorded counts. */
  readonly knownAt: string | null;
  readonly position: string;
  readonly definitions: Readonly<Record<string, string>>;
  readonly language: ChartLanguage;
  /** One or several answers, each with how it is drawn. */
  readonly parts: readonly ReportPart[];
  /** Figures of the period before that are not what the report of then said. */
  readonly changes?: readonly ReportChange[];
  /** What else is to be said, in sentences; above everything else. */
  readonly notes?: readonly string[];
}

export interface ReportPart {
  readonly title: string;
  readonly chart: ChartSettings;
  readonly answer: Answer;
  /** The question that it answers, as it was asked. */
  readonly question?: object;
  /** What its metrics mean, by name. */
  readonly meanings?: Readonly<Record<string, string>>;
}

export interface ReportChange {
  /** Of which figure, for people: `revenue.net · France`. */
  readonly title: string;
  readonly column: Column;
  readonly before: Answer['totals'][string];
  readonly after: Answer['totals'][string];
}

/** How HTML names its pictures: by `cid:`, which goes with a mail, or as `data:`, since a browser shows no `cid:`. */
export type PictureSource = 'cid' | 'data';

/** A file, with what a mail that shows it needs. */
export interface ReportDocument {
  readonly bytes: Uint8Array;
  /** As HTTP calls it. */
  readonly type: string;
  /** Of a file's name. */
  readonly extension: string;
  /** Pictures that HTML names by `cid:`; none where they stand in it as data, and in other formats. */
  readonly pictures: readonly ReportPicture[];
  /** Characters that no font has; empty where each has a glyph. */
  readonly missing: string;
}

export interface ReportPicture {
  readonly cid: string;
  readonly type: 'image/png';
  readonly bytes: Uint8Array;
}
