/** Buckets that are foretold, each with how many make a season and how many are looked back at. */
export const SEASONS = {
  day: { season: 7, back: 1_100 },
  week: { season: 52, back: 520 },
  month: { season: 12, back: 600 },
  quarter: { season: 4, back: 400 },
} as const;
export type ForecastGrain = keyof typeof SEASONS;

export const GRAINS_FORETOLD = Object.keys(SEASONS) as readonly ForecastGrain[] as readonly [
  ForecastGrain,
  ...ForecastGrain[],
];
