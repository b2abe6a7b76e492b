import { describe, expect, it } from '@jest/globals';
import { describeCommand } from './describe.js';
import { COMMAND_TYPES } from './readers.js';

describe('a description', () => {
  it.each(COMMAND_TYPES)('of %s tells what its reader asks for', (type) => {
    const { properties = {}, required = [], additionalProperties } = describeCommand(type);
    expect(additionalProperties).toBe(false);
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(['id', 'emitter', 'correlationId', 'actor']));
    expect(required).toContain('id');
  });

  it('reaches into lists', () => {
    const { properties, required } = describeCommand('RecordSale');
    expect(required).toEqual(['id', 'occurredAt', 'lines']);
    expect(properties?.['lines']).toMatchObject({
      type: 'array',
      items: { required: ['product', 'quantity', 'unitPrice'], properties: { discountRate: {}, tax: {} } },
    });
    expect(describeCommand('PublishTierPolicy').properties?.['policy']).toMatchObject({
      properties: { tiers: { items: { properties: { any: { items: { properties: { revenue: {} } } } } } } },
    });
  });
});
