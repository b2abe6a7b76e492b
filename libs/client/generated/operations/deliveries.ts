// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { CallOptions } from '../../route.js';
import type { Deliveries } from '../types/deliveries.js';
import type { Delivery } from '../types/delivery.js';
import type { ListDeliveriesQuery } from '../types/list-deliveries-query.js';
import type { WebhookSecret } from '../types/webhook-secret.js';

export interface DeliveriesOperations {
  /** What left the house, and what waits: `GET /v1/deliveries`. */
  listDeliveries(query?: ListDeliveriesQuery, options?: CallOptions): Promise<Deliveries>;

  /** Try a delivery again now: `POST /v1/deliveries/{id}/retry`. */
  retryDelivery(id: string, options?: CallOptions): Promise<Delivery>;

  /** What a webhook that says no secret signs with: `GET /v1/webhooks/{id}/secret`. */
  showWebhookSecret(id: string, options?: CallOptions): Promise<WebhookSecret>;

  /** Send a message through a channel to see whether it arrives: `POST /v1/channels/{id}/test`. */
  testChannel(id: string, options?: CallOptions): Promise<Delivery>;
}
