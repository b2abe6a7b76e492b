import type { Json } from '#kernel/event.js';
import { routeConfig } from '../route-config.js';

/** Types of bodies after the HTTP binding of CloudEvents: one event, and several. */
export const EVENT_TYPE = 'application/cloudevents+json';
export const BATCH_TYPE = 'application/cloudevents-batch+json';

/** Events of CloudEvents in the structured form, as their parser hands them to a route. */
export class EventsBody {
  constructor(
    readonly json: Json,
    readonly isBatch: boolean,
  ) {}
}

/** Marks a route that takes them. */
export const TakesEvents = (): MethodDecorator => routeConfig({ takesEvents: true });
