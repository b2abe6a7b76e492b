/** A forecast that was made, to be kept. */
export const MADE_FORECAST = {
  question: { metric: 'revenue.net', grain: 'month', horizon: 1, method: 'auto', levels: [0.8] },
  asOf: '2024-04-30',
  knownAt: '2024-05-01',
  numbers: { points: [{ bucket: '2024-05', mean: 12.25, intervals: { '0.8': [10, 14.5] } }], warnings: [] },
};
