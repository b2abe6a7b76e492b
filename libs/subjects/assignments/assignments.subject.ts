import type { Subject } from '../subject.js';
import { OF_CUSTOMERS } from './assignment.commands.js';
import { ASSIGNMENT_EVENTS } from './assignment.events.js';

/** Whom automations chose among several, so that each has its turn; and what they say of customers. */
export const ASSIGNMENTS: Subject = { name: 'assignment', events: ASSIGNMENT_EVENTS, ownCommands: OF_CUSTOMERS };
