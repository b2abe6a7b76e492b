import { Catalogue } from '#figures/catalogue.js';
import type { ContentRules } from '#ledger/content-rules.js';
import { NOT_ASKED } from './alerts/system-metrics.js';
import { SUBJECTS } from './index.js';
import { segmentsIn } from './segments/dimension/segments-in.js';

/** Every metric there is and what they go by, in the order of subjects. */
export const CATALOGUE = new Catalogue(
  SUBJECTS.flatMap(({ metrics = [] }) => metrics),
  SUBJECTS.map(({ dimensions = {} }) => dimensions),
  NOT_ASKED,
);

/** What custom metrics are called, or a question that names one says. */
const NAMES_CUSTOM = /"custom\./;

/** Whether something said names a metric that callers define. */
export function namesCustom(said: unknown): boolean {
  return NAMES_CUSTOM.test(JSON.stringify([said]));
}

/** Things that ask what they say as it is said, and may go by segments. */
const ASKED: readonly string[] = ['question', 'dashboard', 'alert', 'target'];

/**
 * What content has to mean, as each subject knows of its own.
 * @param now the catalogue with the metrics that are defined now, and with the segments that something said goes by: looked at only for
 * content that names one
 */
export function contentRules(now: (said?: unknown) => Promise<Catalogue>): ContentRules {
  const rules = SUBJECTS.flatMap(({ rules: own = {} }) => Object.entries(own));
  return Object.fromEntries(
    rules.map(([of, rule]) => [
      of,
      async (content: never, id: string) => {
        const said: unknown = ASKED.includes(of) ? content : undefined;
        const isOwn = namesCustom([id, content]) || segmentsIn(said).length > 0;
        return rule(content, isOwn ? await now(said) : CATALOGUE, id);
      },
    ]),
  );
}
