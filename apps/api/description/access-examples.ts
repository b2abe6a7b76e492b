import type { Example } from './example.js';

/** Examples of who may what, in an order in which each finds what it needs. */
export const ACCESS_EXAMPLES: readonly Example[] = [
  {
    method: 'POST',
    route: '/v1/keys',
    status: 201,
    summary: 'Issue a key, which is told this once',
    body: { id: 'till', name: 'The till of the shop', scopes: ['emit:RecordSale,RefundSale@shop'] },
  },
  { method: 'GET', route: '/v1/keys', status: 200, summary: 'Every key, without what opens it' },
  {
    method: 'POST',
    route: '/v1/keys/{id}/rotate',
    path: ['till'],
    status: 201,
    summary: 'Another secret for a key, the one before good for a while',
    body: { overlapHours: 24 },
  },
  {
    method: 'POST',
    route: '/v1/roles',
    status: 201,
    summary: 'Say what a role may',
    body: { role: 'planner', scopes: ['read', 'policy'] },
  },
  { method: 'GET', route: '/v1/roles', status: 200, summary: 'Every role and what it may' },
  {
    method: 'POST',
    route: '/v1/grants',
    status: 201,
    summary: 'Give somebody a role',
    body: { id: 'till-reads', principal: 'key:till', role: 'analyst' },
  },
  {
    method: 'GET',
    route: '/v1/grants',
    status: 200,
    summary: 'Who has which role',
    query: { principal: 'key:till' },
  },
  {
    method: 'POST',
    route: '/v1/grants/{id}/withdraw',
    path: ['till-reads'],
    status: 201,
    summary: 'Take a role away again',
    body: {},
  },
  {
    method: 'POST',
    route: '/v1/quotas',
    status: 201,
    summary: 'Say how much somebody may have in a day',
    body: { id: 'till-daily', principal: 'key:till', facts: 10_000, rows: 50_000 },
  },
  {
    method: 'POST',
    route: '/v1/keys/{id}/revoke',
    path: ['till'],
    status: 201,
    summary: 'Make a key good for nothing',
    body: { reason: 'the till was replaced' },
  },
];
