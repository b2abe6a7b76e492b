import { FEWEST_AGAIN } from '#mining/bg-nbd.js';
import { FEWEST_SPENDERS } from '#mining/gamma-gamma.js';
import type { Estimates } from './estimates.js';

/** Parameters of fewer who came again differ from sample to sample by more than what is told of customers. */
const FEW_AGAIN = 100;

/** So many times as long as anybody was seen is far ahead. */
const FAR = 2;

/** Why not to trust estimates, in sentences. */
export function warningsOf({ bgnbd, gammaGamma, spenders, customers }: Estimates, horizon: number): readonly string[] {
  const again = customers.filter(({ frequency }) => frequency > 0).length;
  const longest = customers.reduce((most, { T }) => Math.max(most, T), 0);
  return [
    [
      bgnbd === undefined,
      `${String(again)} customers came again, and ${String(FEWEST_AGAIN)} are the fewest that say anything`,
    ],
    [bgnbd !== undefined && again < FEW_AGAIN, `only ${String(again)} customers came again: the parameters are rough`],
    [
      bgnbd?.isAtEdge,
      'a parameter of bgnbd is at the edge of where it is looked for: customers are too few or too much alike',
    ],
    [
      gammaGamma === undefined,
      `${String(spenders)} came again for an amount, and ${String(FEWEST_SPENDERS)} are the fewest that say anything`,
    ],
    [
      gammaGamma?.isAtEdge,
      'a parameter of gammaGamma is at the edge of where it is looked for: amounts are too few or too much alike',
    ],
    [
      gammaGamma !== undefined && gammaGamma.q <= 1,
      'amounts differ so much between customers that the mean of all is infinite (q of 1 or less)',
    ],
    [bgnbd !== undefined && horizon > FAR * longest, 'the horizon is more than twice as long as anybody was seen'],
  ].flatMap(([speaks, sentence]) => (speaks === true ? [String(sentence)] : []));
}
