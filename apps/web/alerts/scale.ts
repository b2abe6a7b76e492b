/** What a threshold can be dragged over: the figures there were, with some room on both sides. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Places of the step after the point. */
  readonly places: number;
}

/** Steps that a slider has at least. */
const STEPS = 100;
/** Decimals have up to that many. */
const MOST_PLACES = 6;

/** @param isWhole whether what is compared is counted in whole numbers; undefined where there are no figures */
export function scaleOf(figures: readonly number[], isWhole: boolean): Scale | undefined {
  const known = figures.filter(Number.isFinite);
  if (known.length === 0) return undefined;
  const [least, most] = [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))];
  const span = most > least ? most - least : Math.max(1, Math.abs(most));
  const exponent = Math.max(isWhole ? 0 : -MOST_PLACES, Math.floor(Math.log10((span * 1.2) / STEPS)));
  const step = 10 ** exponent;
  const round = (value: number, how: (steps: number) => number): number => how(value / step) * step;
  return {
    min: round(least - span / 10, Math.floor),
    max: round(most + span / 10, Math.ceil),
    step,
    places: Math.max(0, -exponent),
  };
}

/** A figure of a scale as an exact decimal. */
export function decimalOn({ step, places }: Scale, value: number): string {
  const text = (Math.round(value / step) * step).toFixed(places);
  return Number(text) === 0 ? '0' : text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** The figure that a share of all of them is not above, on the scale. @param share from 0 to 1 */
export function quantileOn(scale: Scale, figures: readonly number[], share: number): string {
  const known = figures.filter(Number.isFinite).toSorted((a, b) => a - b);
  return decimalOn(scale, known[Math.round((known.length - 1) * share)] ?? 0);
}
