import type { Subject } from '../subject.js';
import { REPLAYING } from './replay.commands.js';
import { REPLAY_EVENTS } from './replay.events.js';

/** Stretches of the log that webhooks are told of once more. */
export const WEBHOOK_REPLAYS: Subject = { name: 'resending', events: REPLAY_EVENTS, commands: REPLAYING };
