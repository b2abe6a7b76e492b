import type { JournalEntry } from '#figures/journal/journal.js';
import type { InteractionContent } from '../../interactions/interaction.events.js';
import type { SaleContent } from '../../sales/sale.events.js';

type Named = Pick<SaleContent, 'campaign'> & Pick<InteractionContent, 'direction'>;

/** Whether a sale, or an interaction that the house did not begin, names an automation as its `campaign`; voids do as what they take back. */
export function isAnswerTo(automation: string, { type, data }: JournalEntry): boolean {
  const taken = type === 'SaleVoided' ? data['sale'] : type === 'InteractionVoided' ? data['interaction'] : data;
  const { campaign, direction } = (taken ?? {}) as Named;
  return campaign === automation && direction !== 'out';
}
