import { INTERACTION_EVENTS } from './interaction.events.js';
import type { Views } from '#kernel/ports/views.js';
import { INTERACTION_SHOWN, type InteractionShown } from './interaction.answers.js';
import type { InteractionContent } from './interaction.events.js';
import { NO_PARAMETERS, reads } from '../read.js';
import { readableOf, readWholeJournal } from '#figures/journal/journal.js';

/** An interaction as of now, with its journal. @throws Problem `not-found` */
export async function interactionDetail(id: string, views: Views): Promise<InteractionShown> {
  const journal = await readWholeJournal(views, { stream: `interaction-${id}` });
  const readable = readableOf(`interaction ${id}`, journal, INTERACTION_EVENTS);
  const [first] = readable;
  const { personal, ...content } = first.data as InteractionContent;
  const status = readable.some(({ type }) => type === 'InteractionVoided') ? 'voided' : 'logged';
  return { ...content, ...personal, status, occurredAt: first.occurredAt, journal };
}

export const INTERACTION_READS = {
  showInteraction: reads({
    path: 'interactions/:id',
    parameters: NO_PARAMETERS,
    answers: INTERACTION_SHOWN,
    example: { summary: 'An interaction', id: 'i-1' },
    answer: ({ id }, { views }) => interactionDetail(id, views),
  }),
};
