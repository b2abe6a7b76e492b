import type { BgNbd } from '#mining/bg-nbd.js';
import type { GammaGamma } from '#mining/gamma-gamma.js';
import type { Clv } from './clv.answers.js';

/** What is told of the fits. */

export function bgnbdShown(model: BgNbd | undefined, customers: number): Clv['parameters']['bgnbd'] {
  if (model === undefined) return null;
  const { r, alpha, a, b, logLikelihood } = model;
  return { r, alpha, a, b, logLikelihood, customers };
}

export function gammaGammaShown(model: GammaGamma | undefined, customers: number): Clv['parameters']['gammaGamma'] {
  if (model === undefined) return null;
  const { p, q, v, logLikelihood } = model;
  return { p, q, v, logLikelihood, customers };
}
