import { describe, expect, it } from '@jest/globals';
import { placeOf } from './place-of.js';

describe('where a message leads in the page', () => {
  it.each([
    ['/v1/schedules/the%20month/runs/12', '/reports/the%20month?run=12'],
    ['/v1/schedules/monthly/runs', '/reports/monthly'],
    ['/v1/alerts/busy', '/alerts/busy'],
    ['/v1/dashboards/sales', '/dashboards/sales'],
    ['/v1/deliveries?channel=desk', undefined],
  ])('%s is shown at %s', (link, place) => {
    expect(placeOf(link)).toBe(place);
  });
});
