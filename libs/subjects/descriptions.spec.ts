import { describe, expect, it } from '@jest/globals';
import { commandNamed } from '#ledger/ledger.js';
import { COMMANDS } from './tables.js';

/** As JSON, as the API description has it. */
const described = (type: string): unknown => JSON.parse(JSON.stringify(commandNamed(COMMANDS, type).input.schema));

describe('a description', () => {
  it.each(Object.keys(COMMANDS))('of %s names what can be sent and what must be', (type) => {
    const envelope = { emitter: {}, correlationId: {}, actor: {} };
    expect(described(type)).toMatchObject({ type: 'object', properties: { id: {}, ...envelope } });
    expect(described(type)).toHaveProperty('additionalProperties', false);
    // Each request to send again is one more, and is given an id where it has none.
    const { required } = commandNamed(COMMANDS, type).input.schema;
    expect(required.includes('id')).toBe(type !== 'ReplayWebhook');
  });

  it('reaches into lists, and leaves out of what must be sent what is understood', () => {
    expect(described('RecordSale')).toMatchObject({
      required: ['id', 'occurredAt', 'lines'],
      properties: {
        currency: { type: 'string', pattern: '^[A-Z]{3}$' },
        lines: {
          type: 'array',
          minItems: 1,
          maxItems: 1_000,
          items: { required: ['product', 'quantity'], properties: { unitPrice: {}, amount: {}, tax: {} } },
        },
      },
    });
    const tiers = { items: { required: ['name'], properties: { any: { items: { properties: { revenue: {} } } } } } };
    expect(described('PublishTierPolicy')).toMatchObject({
      properties: { policy: { required: ['tiers'], properties: { tiers } } },
    });
    expect(described('PublishLifecyclePolicy')).not.toHaveProperty('properties.policy.required');
  });

  it('holds nothing of how an input is read', () => {
    for (const type of Object.keys(COMMANDS)) expect(JSON.stringify(described(type))).not.toContain('~');
  });
});
