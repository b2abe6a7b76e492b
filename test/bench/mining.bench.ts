import { associationRules } from '#mining/association-rules.js';
import { fitBgNbd, type Repeats } from '#mining/bg-nbd.js';
import { frequentItemsets } from '#mining/eclat.js';
import { forecast } from '#mining/forecast/forecast.js';
import { fitGammaGamma, type Spent } from '#mining/gamma-gamma.js';
import { kaplanMeier } from '#mining/kaplan-meier.js';
import { kMeans } from '#mining/k-means.js';
import { fitLogistic } from '#mining/logistic.js';
import { seeded, type Random } from '#mining/random.js';
import { silhouette } from '#mining/silhouette.js';
import { print, secondsOf } from './report.js';

const SERIES = 1_000;
const CUSTOMERS = 100_000;
const BASKETS = 100_000;
const PRODUCTS = 1_000;
const TARGET = 'under 5 s';

/** What models take without reading anything, beside as many logarithms as this machine works out in the same run. */
export async function benchMining(): Promise<void> {
  const random = seeded(7);
  const floor = await secondsOf(() => logarithms(20_000_000));
  const time = async (what: string, work: (onStep: () => void) => unknown): Promise<void> => {
    let [last, longest] = [0, 0];
    const onStep = (): void => {
      const now = processorTime();
      longest = Math.max(longest, now - last);
      last = now;
    };
    print({ what, reached: await secondsOf(() => work(() => undefined)), unit: 's', floor, target: TARGET });
    last = processorTime();
    work(onStep);
    onStep();
    print({ what: `${what}, longest between two steps`, reached: longest, unit: 'ms', target: 'below 200 ms' });
  };

  const series = Array.from({ length: SERIES }, (_, k) => monthly(60, k, random));
  const how = { method: 'auto', period: 12, horizon: 12, levels: [0.8, 0.95], isNonNegative: true } as const;
  await time(`${String(SERIES)} series of 60 months foretold`, (step) =>
    series.map((values) => forecast(values, how, step)),
  );

  const customers = Array.from({ length: CUSTOMERS }, () => boughtBy(random));
  await time('customer value: BG/NBD', (step) => fitBgNbd(customers, step));
  const spent = customers.flatMap(({ frequency }): readonly Spent[] =>
    frequency === 0 ? [] : [{ purchases: frequency, mean: 5 + 50 * random() }],
  );
  await time('customer value: gamma-gamma', (step) => fitGammaGamma(spent, step));

  const points = Array.from({ length: CUSTOMERS }, () => [random(), random() ** 2, -Math.log(1 - random())]);
  await time('groups of customers: k-means and silhouette', (step) =>
    silhouette(points, kMeans(points, 5, step).assignment, step),
  );

  const features = Array.from({ length: CUSTOMERS }, () => Array.from({ length: 10 }, () => 3 * random() - 1.5));
  const outcomes = features.map(([first = 0]) => random() < 1 / (1 + Math.exp(-first)));
  await time('risk of being lost: logistic regression', (step) => fitLogistic(features, outcomes, 1, step));

  const lives = customers.map(({ T }) => ({ time: Math.round(7 * T), isOver: random() < 0.3 }));
  await time('how long customers stay: Kaplan-Meier', (step) => kaplanMeier(lives, step));

  const baskets = Array.from({ length: BASKETS }, () =>
    Array.from({ length: 1 + Math.floor(8 * random()) }, () => Math.floor(PRODUCTS * random() ** 3)),
  );
  await time('what is bought together: every rule of 0.2 % of the baskets', (step) =>
    associationRules(frequentItemsets(baskets, BASKETS / 500, Infinity, step), BASKETS, 100_000, step),
  );
}

/** Milliseconds that this thread has worked: what else goes on in the machine is no part of it. */
function processorTime(): number {
  return process.threadCpuUsage().user / 1_000;
}

function logarithms(count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += Math.log(1 + (i % 97));
  return sum;
}

function monthly(length: number, place: number, random: Random): readonly number[] {
  return Array.from({ length }, (_, i) => {
    return 100 + (place % 50) + i * (place % 3) + 20 * Math.sin((i * Math.PI) / 6) + 10 * random();
  });
}

/** Purchases of the model itself, r and a of 1, on whole days, in weeks. */
function boughtBy(random: Random): Repeats {
  const T = (140 + Math.floor(300 * random())) / 7;
  const rate = -Math.log(1 - random()) / 10;
  const lost = 1 - random() ** (1 / 3);
  let [time, frequency, recency] = [0, 0, 0];
  for (let isThere = true; isThere; isThere = random() > lost) {
    time += -Math.log(1 - random()) / rate;
    if (time > T) break;
    [frequency, recency] = [frequency + 1, Math.ceil(time * 7) / 7];
  }
  return { frequency, recency: Math.min(recency, T), T };
}
