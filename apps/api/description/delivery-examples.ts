import type { Example } from './example.js';

/** Requests about what leaves the house. */
export const DELIVERY_EXAMPLES: readonly Example[] = [
  {
    method: 'GET',
    route: '/v1/deliveries',
    status: 200,
    summary: 'What left the house, and what waits',
    query: { state: 'failed' },
  },
  {
    method: 'GET',
    route: '/v1/webhooks/{id}/secret',
    path: ['unknown'],
    status: 404,
    summary: 'What a webhook that says no secret signs with',
  },
  {
    method: 'POST',
    route: '/v1/channels/{id}/test',
    path: ['unknown'],
    status: 404,
    summary: 'Send a message through a channel to see whether it arrives',
  },
  {
    method: 'POST',
    route: '/v1/deliveries/{id}/retry',
    path: ['unknown'],
    status: 404,
    summary: 'Try a delivery again now',
  },
];
