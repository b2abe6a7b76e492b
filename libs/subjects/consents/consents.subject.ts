import { onTimeline } from '../customers/timeline/effect.js';
import type { Subject } from '../subject.js';
import { SETTING_CONSENT } from './consent.commands.js';
import { CONSENT_EVENTS } from './consent.events.js';
import { consentEffect } from './consent.facts.js';

/** Through which channels customers agree to be written to: shown with the customer, and known to rules of segments. */
export const CONSENTS: Subject = {
  name: 'consent',
  events: CONSENT_EVENTS,
  commands: { SetConsent: SETTING_CONSENT },
  facts: onTimeline(consentEffect),
};
