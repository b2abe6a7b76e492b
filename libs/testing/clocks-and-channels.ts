import type { BookEvent } from './book-event.js';
import type { Arrival } from './random-book.js';

const ZONES = ['Asia/Kathmandu', 'America/New_York'];
const CHANNELS = ['mail', 'phone'];

/** The same book, in which customers say by which clock they live, interactions through which channel they were, and hardly two facts are of one hour. */
export function withClocksAndChannels(book: readonly Arrival[]): readonly Arrival[] {
  return book.map(({ event, on }) => ({ event: told(event), on }));
}

function told(event: BookEvent): BookEvent {
  switch (event.type) {
    case 'CustomerChanged': {
      const { attributes, ...data } = event.data;
      return { ...event, data: { ...data, attributes: { ...attributes, timeZone: by(data.change, ZONES) } } };
    }
    case 'InteractionLogged':
      return atAnHour({ ...event, data: { ...event.data, channel: by(event.data.id, CHANNELS) } }, event.data.id);
    case 'InteractionVoided': {
      const { interaction } = event.data;
      const channel = by(interaction.id, CHANNELS);
      return atAnHour({ ...event, data: { ...event.data, interaction: { ...interaction, channel } } }, interaction.id);
    }
    case 'SaleRecorded':
    case 'SaleVoided':
      return atAnHour(event, event.data.id);
    default:
      return event;
  }
}

/** The void of something is of the instant of it. */
function atAnHour(event: BookEvent, id: string): BookEvent {
  const hour = String(numberOf(id) % 24).padStart(2, '0');
  return { ...event, occurredAt: event.occurredAt.replace('T12', `T${hour}`) };
}

function by(id: string, choices: readonly string[]): string {
  return choices[numberOf(id) % choices.length] as string;
}

function numberOf(id: string): number {
  return Number(id.replaceAll(/\D/g, '')) || 0;
}
