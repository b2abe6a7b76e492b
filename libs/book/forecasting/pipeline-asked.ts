import type { OpenDeal } from '#subjects/opportunities/deal-stays.js';
import type { Asked } from './foretold.js';

/** What the pipeline is asked for beside the figures: values by dimension that are meant. */
export interface PipelineAsked extends Asked {
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** As known at the end of this day; all that is recorded where absent. */
  readonly knownAt?: number;
}

/** Whether an opportunity is one of those that are asked for. */
export function isMeant(deal: Pick<OpenDeal, 'salesperson' | 'own'>, where: PipelineAsked['where']): boolean {
  return Object.entries(where).every(([name, values]) => values.includes(partOf(deal, name)));
}

/** What it has of a dimension. */
export function partOf({ salesperson, own }: Pick<OpenDeal, 'salesperson' | 'own'>, name: string): string {
  const parts: Readonly<Record<string, string>> = { ...own, salesperson };
  return parts[name] ?? '';
}
