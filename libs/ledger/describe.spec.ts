import { describe, expect, it } from '@jest/globals';
import { commandNamed } from './ledger.js';
import { describeCommand } from './describe.js';
import { COMMANDS } from '#subjects/tables.js';

describe('a description', () => {
  it.each(Object.entries(COMMANDS))('of %s tells what its reader asks for', (_type, command) => {
    const { properties = {}, required = [], additionalProperties } = describeCommand(command);
    expect(additionalProperties).toBe(false);
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(['id', 'emitter', 'correlationId', 'actor']));
    expect(required).toContain('id');
  });

  it('reaches into lists', () => {
    const { properties, required } = describeCommand(commandNamed(COMMANDS, 'RecordSale'));
    expect(required).toEqual(['id', 'occurredAt', 'lines']);
    expect(properties?.['lines']).toMatchObject({
      type: 'array',
      items: { required: ['product', 'quantity', 'unitPrice'], properties: { discountRate: {}, tax: {} } },
    });
    expect(describeCommand(commandNamed(COMMANDS, 'PublishTierPolicy')).properties?.['policy']).toMatchObject({
      properties: { tiers: { items: { properties: { any: { items: { properties: { revenue: {} } } } } } } },
    });
  });
});
