import { describe, expect, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import { accessDecider, type AccessCommand } from './access.decider.js';
import type { AccessEvent, KeyData } from './access.events.js';
import { scopesOf } from './access.state.js';

const at = '2024-05-01T12:00:00.000Z';
const common = { schema: 1, occurredAt: at, key: 'access' } as const;
const keyOf = (keyId: string, ...scopes: readonly string[]): KeyData => {
  return { keyId, name: keyId, hash: `hash of ${keyId}`, scopes };
};
const issued = (key: KeyData): AccessEvent => ({ type: 'KeyIssued', ...common, data: key });
const revoked = (keyId: string): AccessEvent => ({ type: 'KeyRevoked', ...common, data: { keyId } });
const granted = (grantId: string, principal: string, role: string): AccessEvent => {
  return { type: 'GrantGiven', ...common, data: { grantId, principal, role } };
};
const withdrawn = (grantId: string): AccessEvent => ({ type: 'GrantWithdrawn', ...common, data: { grantId } });
const revoke = (keyId: string): AccessCommand => ({ type: 'RevokeKey', at, keyId });
const withdraw = (grantId: string): AccessCommand => ({ type: 'WithdrawGrant', at, grantId });
const ops = keyOf('ops', 'admin');
const shop = keyOf('shop', 'emit:*');

describe('a key', () => {
  it('is issued', () => {
    given(accessDecider).when({ type: 'IssueKey', at, key: shop }).yields(issued(shop));
  });

  it('is not issued for a time that is over', () => {
    const key = { ...shop, expiresAt: at };
    given(accessDecider).when({ type: 'IssueKey', at, key }).isRefused('invalid-request', 'expiresAt');
  });

  it('has another secret, and the one before for a while', () => {
    const rotated: AccessEvent = {
      type: 'KeyRotated',
      ...common,
      data: { keyId: 'shop', hash: 'another', oldUntil: '2024-05-01T13:00:00.000Z' },
    };
    const command: AccessCommand = { type: 'RotateKey', at, keyId: 'shop', hash: 'another', overlapHours: 1 };
    given(accessDecider, issued(shop)).when(command).yields(rotated);
    expect(given(accessDecider, issued(shop), rotated).state.keys.get('shop')).toMatchObject({
      hash: 'another',
      older: [{ hash: 'hash of shop', until: '2024-05-01T13:00:00.000Z' }],
    });
    given(accessDecider).when(command).isRefused('not-found');
    given(accessDecider, issued(shop), revoked('shop')).when(command).isRefused('not-found');
  });

  it('that is rotated at once has no secret left of those before, however long they were to be good', () => {
    const rotated = (hash: string, oldUntil: string): AccessEvent => {
      return { type: 'KeyRotated', ...common, data: { keyId: 'shop', hash, oldUntil } };
    };
    const before = [issued(shop), rotated('second', '2024-05-02T12:00:00.000Z')];
    const olderOf = (...events: readonly AccessEvent[]) =>
      given(accessDecider, ...before, ...events).state.keys.get('shop')?.older;
    expect(olderOf(rotated('third', at))).toEqual([]);
    expect(olderOf(rotated('third', '2024-05-01T13:00:00.000Z'))?.map(({ until }) => until)).toEqual([
      '2024-05-01T13:00:00.000Z',
      '2024-05-01T13:00:00.000Z',
    ]);
  });

  it('is revoked once', () => {
    given(accessDecider, issued(shop)).when(revoke('shop')).yields(revoked('shop'));
    given(accessDecider, issued(shop), revoked('shop')).when(revoke('shop')).yields();
    given(accessDecider).when(revoke('shop')).isRefused('not-found');
  });
});

describe('a role', () => {
  const define = (role: string, ...scopes: readonly string[]): AccessCommand => {
    return { type: 'DefineRole', at, role, scopes };
  };
  const defined: AccessEvent = { type: 'RoleDefined', ...common, data: { role: 'planner', scopes: ['policy'] } };

  it('is defined, and anew', () => {
    given(accessDecider).when(define('planner', 'policy')).yields(defined);
    given(accessDecider, defined).when(define('planner', 'policy')).yields();
    given(accessDecider, defined)
      .when(define('planner', 'read'))
      .yields({ type: 'RoleDefined', ...common, data: { role: 'planner', scopes: ['read'] } });
  });

  it('is none of those that there are anyway', () => {
    given(accessDecider).when(define('analyst', 'admin')).isRefused('invalid-request', 'role');
  });

  it('is given and taken away', () => {
    const give: AccessCommand = {
      type: 'GiveGrant',
      at,
      grant: { grantId: 'g', principal: 'key:shop', role: 'planner' },
    };
    given(accessDecider, defined)
      .when(give)
      .yields(granted('g', 'key:shop', 'planner'));
    given(accessDecider).when(give).isRefused('invalid-request', 'role');
    given(accessDecider, defined, granted('g', 'key:shop', 'planner'))
      .when(withdraw('g'))
      .yields(withdrawn('g'));
    given(accessDecider, granted('g', 'ann', 'analyst'), withdrawn('g'))
      .when(withdraw('g'))
      .yields();
    given(accessDecider).when(withdraw('g')).isRefused('not-found');
  });

  it('adds to what a key may as long as it is given', () => {
    const scopes = (...events: readonly AccessEvent[]) => {
      const { state } = given(accessDecider, issued(shop), defined, ...events);
      const key = state.keys.get('shop');
      return key && scopesOf(state, key);
    };
    expect(scopes(granted('g', 'key:shop', 'planner'))).toEqual(['emit:*', 'policy']);
    expect(scopes(granted('g', 'key:shop', 'planner'), withdrawn('g'))).toEqual(['emit:*']);
    expect(scopes(granted('g', 'key:other', 'planner'))).toEqual(['emit:*']);
  });
});

describe('the last who may say who may what', () => {
  it('stays, as a key', () => {
    given(accessDecider, issued(ops), issued(shop)).when(revoke('ops')).isRefused('last-admin');
    given(accessDecider, issued(ops), issued(keyOf('two', 'admin')))
      .when(revoke('ops'))
      .yields(revoked('ops'));
  });

  it('stays, by a role of a key or of a person', () => {
    given(accessDecider, issued(shop), granted('g', 'key:shop', 'admin'))
      .when(withdraw('g'))
      .isRefused('last-admin');
    given(accessDecider, issued(shop), granted('g', 'key:shop', 'admin'))
      .when(revoke('shop'))
      .isRefused('last-admin');
    given(accessDecider, granted('g', 'ann', 'admin'))
      .when(withdraw('g'))
      .isRefused('last-admin');
    given(accessDecider, issued(ops), granted('g', 'ann', 'admin'))
      .when(withdraw('g'))
      .yields(withdrawn('g'));
  });

  it('is none who would see a part only', () => {
    const narrowed = (principal: string): AccessCommand => {
      return { type: 'GiveGrant', at, grant: { grantId: 'g', principal, role: 'sales', rows: { region: ['north'] } } };
    };
    given(accessDecider, issued(ops)).when(narrowed('key:ops')).isRefused('last-admin');
    given(accessDecider, issued(ops), issued(keyOf('two', 'admin')), issued(shop))
      .when(narrowed('key:ops'))
      .yields({
        type: 'GrantGiven',
        ...common,
        data: { grantId: 'g', principal: 'key:ops', role: 'sales', rows: { region: ['north'] } },
      });
    given(accessDecider, issued(ops), issued({ ...keyOf('two', 'admin'), minGroup: 5 }))
      .when(revoke('ops'))
      .isRefused('last-admin');
  });

  it('is none whose time is over', () => {
    const before = '2024-04-01T12:00:00.000Z';
    const over = { ...issued({ ...ops, expiresAt: '2024-04-30T12:00:00.000Z' }), occurredAt: before } as AccessEvent;
    given(accessDecider, over, issued(keyOf('two', 'admin')))
      .when(revoke('two'))
      .isRefused('last-admin');
    given(accessDecider, over).when(revoke('ops')).yields(revoked('ops'));
  });
});
