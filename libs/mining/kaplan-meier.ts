import { NEVER_ENDS, type OnStep } from './long-work.js';

/** How long something was seen: to its end, or only until nobody looked any more. */
export interface Seen {
  /** 0 or more. */
  readonly time: number;
  readonly isOver: boolean;
}

export interface SurvivalStep {
  readonly time: number;
  /** Seen at least as long, so that it could end then. */
  readonly atRisk: number;
  /** Ended then. */
  readonly lost: number;
  /** The share that lasts longer than that. */
  readonly survival: number;
}

/** Of a product of rounded shares that should be one half. */
const ROUNDING = 1e-12;

/**
 * The share that lasts longer than a time, a step for every time that something ended (Kaplan and Meier 1958): who was seen no longer than
 * that counts up to then, and among those at risk at that time.
 */
export function kaplanMeier(lives: readonly Seen[], onStep: OnStep = NEVER_ENDS): readonly SurvivalStep[] {
  const byTime = Map.groupBy(lives, ({ time }) => {
    onStep();
    return time;
  });
  let atRisk = lives.length;
  let survival = 1;
  return [...byTime]
    .sort(([a], [b]) => a - b)
    .flatMap(([time, ending]) => {
      onStep();
      const lost = ending.filter(({ isOver }) => isOver).length;
      survival *= 1 - lost / atRisk;
      const step = { time, atRisk, lost, survival };
      atRisk -= ending.length;
      return lost === 0 ? [] : [step];
    });
}

/** The first time by which at most half last; undefined where more than half outlast all that was seen. */
export function medianSurvival(curve: readonly SurvivalStep[]): number | undefined {
  return curve.find(({ survival }) => survival <= 0.5 + ROUNDING)?.time;
}
