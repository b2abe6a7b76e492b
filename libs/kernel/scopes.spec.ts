import { describe, expect, it } from '@jest/globals';
import { missing, neededFor, rightsOf, scopeError, sourcesFor, typesNamed } from './scopes.js';

describe('a scope', () => {
  it.each([
    'read',
    'read:records',
    'metrics',
    'emit:*',
    'emit:*@shop',
    'emit:RecordSale',
    'emit:RecordSale,RefundSale@a@b',
  ])('can be %s', (scope) => {
    expect(scopeError(scope)).toBeUndefined();
  });

  it.each(['', 'write', 'emit', 'emit:', 'emit:@shop', 'emit:RecordSale@', 'emit:RecordSale, RefundSale', 'Read', 7])(
    'cannot be %j',
    (scope) => {
      expect(scopeError(scope)).toContain('must be one of read');
    },
  );

  it('names types unless it is a word or of all', () => {
    expect(typesNamed('emit:RecordSale,RefundSale@shop')).toEqual(['RecordSale', 'RefundSale']);
    expect([typesNamed('emit:*'), typesNamed('read')]).toEqual([[], []]);
  });
});

describe('what is missing', () => {
  const till = rightsOf(['emit:RecordSale,RefundSale@shop', 'read']);

  it('is the scope that would do', () => {
    expect(missing(till, 'policy')).toBe('policy');
    expect(missing(till, 'read:records')).toBe('read:records');
    expect(missing(till, 'emit:VoidSale')).toBe('emit:VoidSale');
    expect(missing(till, ['read', 'personal'])).toBe('personal');
    expect(missing(rightsOf(['read']), 'emit')).toBe('emit:<type>');
  });

  it('is nothing where all is there', () => {
    for (const needed of ['none', 'any', 'emit', 'emit:RefundSale', 'read', ['read']] as const)
      expect(missing(till, needed)).toBeUndefined();
    expect(missing(rightsOf(['emit:*']), 'emit:VoidSale')).toBeUndefined();
  });

  it('is never made up for by another word', () => {
    expect(missing(rightsOf(['admin']), 'read')).toBe('read');
    expect(missing(rightsOf(['read:records']), 'read')).toBe('read');
  });
});

describe('the emitters that somebody may be', () => {
  it('are those of the scopes for the type', () => {
    const rights = rightsOf(['emit:RecordSale@shop', 'emit:RecordSale,VoidSale@web', 'emit:RefundSale']);
    expect(sourcesFor(rights, 'RecordSale')).toEqual(['shop', 'web']);
    expect(sourcesFor(rights, 'VoidSale')).toEqual(['web']);
    expect(sourcesFor(rights, 'RefundSale')).toBeUndefined();
    expect(sourcesFor(rightsOf(['emit:*@crm']), 'RefundSale')).toEqual(['crm']);
  });

  it('are any where one of the scopes names none', () => {
    expect(sourcesFor(rightsOf(['emit:RecordSale@shop', 'emit:*']), 'RecordSale')).toBeUndefined();
  });
});

it('what a command needs is the right to record its type, where it says no other', () => {
  expect(neededFor('RecordSale', {})).toBe('emit:RecordSale');
  expect(neededFor('PublishTierPolicy', { scope: 'policy' })).toBe('policy');
});
