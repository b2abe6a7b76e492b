import { adds } from '#ledger/command-type.js';
import type { Subject } from '../subject.js';
import { RATE_EVENTS } from './rate.events.js';
import { RATES, SETTING } from './rates.commands.js';

/** What currencies are worth. A rate is frozen in each fact when it is recorded: it has no facts of its own. */
export const RATES_SUBJECT: Subject = {
  name: 'rates',
  events: RATE_EVENTS,
  commands: {
    SetRate: adds(RATES, {
      input: SETTING,
      route: { method: 'POST', path: 'rates' },
      example: {
        summary: 'Set a rate from a date on',
        body: { id: 'eur-2024', currency: 'EUR', from: '2024-01-01', rate: '1.10' },
      },
    }),
  },
};
