import type { Subject } from '../subject.js';
import { ACCESS_EVENTS, ACCESS_STREAM } from './access.events.js';

/** Who may ask and do what. It is said by routes of its own, never among facts, and no figure sees it. */
export const ACCESS: Subject = { name: ACCESS_STREAM, events: ACCESS_EVENTS };
