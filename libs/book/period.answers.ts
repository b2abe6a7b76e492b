import { Type } from 'typebox';
import { FIGURE, FIGURE_TABLES, SPAN } from '#figures/figure.answers.js';
import { EVENT_FIELDS, MASKED } from '#figures/journal/journal.answers.js';
import { byName, closed, INSTANT, named, NEXT, nullable, POSITION, text, type Told } from '#kernel/answer-schema.js';
import { RECEIPT_FIELDS } from '#ledger/ledger.answers.js';

/** What questions about closed periods are answered with. */

const CLOSING = named('Closing', 'That a period was closed', {
  period: text('its name'),
  number: Type.Integer({ minimum: 1, description: 'which closing of the period' }),
  id: text('as the caller gave it'),
  position: POSITION,
  closedAt: INSTANT,
  digest: nullable(Type.String(), 'of its figures; null where a part only is seen'),
});
export type Closing = Told<typeof CLOSING>;

export const CLOSING_RECEIPT = named('ClosingReceipt', 'The period is closed', {
  ...RECEIPT_FIELDS,
  closing: CLOSING,
});

export const CLOSINGS = named('Closings', 'Every closing of any period, in the order they were made', {
  closings: Type.Array(CLOSING),
});
export type Closings = Told<typeof CLOSINGS>;

export const CLOSED_PERIOD = named('ClosedPeriod', 'A period with the figures of one of its closings', {
  period: text('its name'),
  ...SPAN,
  closing: CLOSING,
  closings: Type.Array(CLOSING),
  figures: FIGURE_TABLES,
});
export type ClosedPeriod = Told<typeof CLOSED_PERIOD>;

const LATER_FACT = named('LaterFact', 'What was recorded after a closing and falls into its period', {
  ...EVENT_FIELDS,
  emitter: Type.Optional(text('the service that sent it')),
  correlationId: Type.Optional(text('as its sender gave it')),
  actor: Type.Optional(text('on whose behalf')),
  masked: MASKED,
  effect: byName(Type.Union([Type.String(), Type.Number()]), 'what it adds to the figures, by metric'),
});
export type LaterFact = Told<typeof LATER_FACT>;

export const RESTATEMENTS = named('Restatements', 'What came after a closing, and what it makes of the figures', {
  period: text('its name'),
  closing: CLOSING,
  changes: Type.Array(
    closed({ metric: text('its name'), closed: FIGURE, now: FIGURE, change: FIGURE }, 'a total that differs'),
  ),
  facts: Type.Array(LATER_FACT),
  next: NEXT,
});
export type Restatements = Told<typeof RESTATEMENTS>;
