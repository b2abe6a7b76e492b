import { INTERACTION_EVENTS } from './interaction.events.js';
import { INTERACTION_SHOWN, type InteractionShown } from './interaction.answers.js';
import type { InteractionContent } from './interaction.events.js';
import { journalTold, type ToldOn } from '../customers/entries-seen.js';
import { NO_PARAMETERS, reads } from '../read.js';
import { maskedOf, readableOf } from '#figures/journal/journal.js';

/** What an interaction has one of; the rest is its customer's. */
const ONE_OF = [
  'kind',
  'channel',
  'direction',
  'salesperson',
  'campaign',
  'region',
  'stage',
  'tier',
  'segment',
  'source',
];

/** An interaction as of now, with its journal. @throws Problem `not-found` */
export async function interactionDetail(id: string, on: ToldOn): Promise<InteractionShown> {
  const journal = await journalTold('interaction', id, ONE_OF, on);
  const readable = readableOf(`interaction ${id}`, journal, INTERACTION_EVENTS);
  const [first] = readable;
  const { personal, ...content } = first.data as InteractionContent;
  const status = readable.some(({ type }) => type === 'InteractionVoided') ? 'voided' : 'logged';
  return { ...content, ...personal, ...maskedOf(first), status, occurredAt: first.occurredAt, journal };
}

export const INTERACTION_READS = {
  showInteraction: reads({
    path: 'interactions/:id',
    parameters: NO_PARAMETERS,
    answers: INTERACTION_SHOWN,
    example: { summary: 'An interaction', id: 'i-1' },
    ofRows: true,
    answer: ({ id }, on) => interactionDetail(id, on),
  }),
};
