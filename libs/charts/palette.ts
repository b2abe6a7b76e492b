export const CHART_THEMES = ['light', 'dark'] as const;
export type ChartTheme = (typeof CHART_THEMES)[number];

export interface Palette {
  readonly background: string;
  readonly text: string;
  /** Of what is said beside: axes, the footer. */
  readonly quiet: string;
  readonly line: string;
  /** Behind periods that are not over. */
  readonly band: string;
  /** What others together, and what was before, are drawn in. */
  readonly grey: string;
  /** Of groups, in order: told apart with any of the usual colour blindnesses, and 3:1 or more from the background. */
  readonly groups: readonly string[];
  /** From little to much. */
  readonly scale: readonly [string, string, string];
  /** Of figures below 0, from nothing to much. */
  readonly below: string;
}

const LIGHT: Palette = {
  background: '#ffffff',
  text: '#1b2230',
  quiet: '#5a6475',
  line: '#d9dee6',
  band: '#eef1f5',
  grey: '#7d8796',
  groups: ['#0072b2', '#d55e00', '#009e73', '#660033', '#112277', '#6688ff', '#993300', '#2f22dd'],
  scale: ['#e8f1f8', '#6aaed6', '#084a86'],
  below: '#c2410c',
};

const DARK: Palette = {
  background: '#14181f',
  text: '#eef1f6',
  quiet: '#a7b0bf',
  line: '#323a47',
  band: '#1e2530',
  grey: '#8b95a5',
  groups: ['#56b4e9', '#e69f00', '#00b386', '#4a6cff', '#a6f2da', '#4a7d14', '#c05aa0', '#fbe94d'],
  scale: ['#1d2a3a', '#2f7fb8', '#a9dcff'],
  below: '#ff9a62',
};

export function palette(theme: ChartTheme): Palette {
  return theme === 'dark' ? DARK : LIGHT;
}
