import { METHODS, USED } from '#mining/forecast/methods.js';

/** What can be asked for: `pipeline` is of opportunities that are open, for the one metric of what is won. */
export const METHODS_ASKED = [...METHODS, 'pipeline'] as const;

/** What was used: `weighted-pipeline` where nothing was decided yet that chances could be learned from. */
export const METHODS_USED = [...USED, 'pipeline', 'weighted-pipeline'] as const;

/** The metric that the pipeline foretells. */
export const PIPELINE_METRIC = 'opportunities.won_value';

/** Why a pipeline is worth less than others. `known-later`: what it was tried on was not known then, as it was imported later. */
export const PIPELINE_WARNINGS = ['nothing-open', 'nothing-decided', 'long-open', 'known-later'] as const;

/** What of an opportunity it can go by: known as long as it is open, and told of its win too. Its stage is another then. */
export const PIPELINE_PARTS = ['salesperson', 'region', 'product', 'currency'] as const;
