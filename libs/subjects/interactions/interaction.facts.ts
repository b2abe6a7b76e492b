import type { Calendar } from '#kernel/time/calendar.js';
import type { InteractionContent, InteractionEvent } from './interaction.events.js';
import { addToDay } from '../customers/timeline/history.js';
import { addTouch } from '../customers/timeline/touches.js';
import type { Effect } from '../customers/timeline/entry.js';

export function interactionEffect(event: InteractionEvent, calendar: Calendar): Effect {
  switch (event.type) {
    case 'InteractionLogged':
      return effect(event.data, event.occurredAt, 1, calendar);
    case 'InteractionVoided':
      return effect(event.data.interaction, event.occurredAt, -1, calendar);
  }
}

function effect(content: InteractionContent, occurredAt: string, sign: 1 | -1, calendar: Calendar): Effect {
  const day = calendar.dayOf(occurredAt);
  const { kind, channel = '', direction = '', salesperson = '', campaign = '', durationSeconds = 0 } = content;
  if (!Number.isSafeInteger(durationSeconds)) throw new Error('durationSeconds must be a whole number');
  const weekday = String(calendar.weekdayOf(day));
  const hour = String(calendar.hourOf(occurredAt));
  const entry = {
    series: 'interactions',
    day,
    record: `interaction-${content.id}`,
    at: occurredAt,
    own: [kind, channel, direction, salesperson, campaign, weekday, hour],
    measures: [BigInt(sign), BigInt(sign * durationSeconds)],
  } as const;
  return {
    customer: content.customerId,
    day,
    entries: [entry],
    change: (history) => {
      addToDay(history.interactions, day, sign, 0n);
      addTouch(history.touches, { day, at: Date.parse(occurredAt), channel }, sign);
    },
  };
}
