import type { TObject } from 'typebox';
import type { Receipt } from '#engine/record/handle.js';
import { nextEventId } from '#kernel/event-ids.js';
import type { Envelope } from '#kernel/event.js';
import { aggregate } from '#ledger/aggregate.js';
import { claimOf, present } from '#ledger/command.js';
import type { CommandType } from '#ledger/command-type.js';
import type { Content, Said } from '#ledger/differences.js';
import { Shape } from '#ledger/input/shape.js';
import { accessDecider, hoursBetween, type AccessCommand } from './access.decider.js';
import {
  ACCESS_EVENTS,
  ACCESS_STREAM,
  type AccessEvent,
  type GrantData,
  type KeyData,
  type Quota,
} from './access.events.js';
import {
  GRANT_BODY,
  KEY_BODY,
  QUOTA_BODY,
  REVOCATION_BODY,
  ROLE_BODY,
  ROTATION_BODY,
  WITHDRAWAL_BODY,
} from './access.input.js';

/** A command of its own route: none of these can be sent among facts. */
export type Recorded = Pick<CommandType, 'record'>;

const ACCESS = aggregate(ACCESS_STREAM, {
  decider: accessDecider,
  events: ACCESS_EVENTS,
  said: accessSaid,
  claimsFirst: true,
});

/** Hours for which a secret is good beside the next one where nothing else is said: long enough to change it everywhere. */
const OVERLAP_HOURS = 24;

/** Issues a key of which only a hash is kept. @param hash of the secret that its caller is told */
export function issuing(hash: string): Recorded {
  return recorded('IssueKey', KEY_BODY, ({ id: keyId, ...said }: KeySaid) => ({
    claim: `key-${keyId}`,
    command: (at) => ({ type: 'IssueKey', at, key: { keyId, ...said, hash } }),
  }));
}

/** Another secret for a key. */
export function rotating(keyId: string, hash: string): Recorded {
  return recorded('RotateKey', ROTATION_BODY, ({ id = nextEventId(), overlapHours = OVERLAP_HOURS }: RotationSaid) => ({
    claim: `change-${id}`,
    content: { keyId, overlapHours },
    command: (at) => ({ type: 'RotateKey', at, keyId, hash, overlapHours }),
  }));
}

export function revoking(keyId: string): Recorded {
  return recorded('RevokeKey', REVOCATION_BODY, ({ id = nextEventId(), ...why }: RevocationSaid) => ({
    claim: `change-${id}`,
    content: { keyId },
    command: (at) => ({ type: 'RevokeKey', at, keyId, ...why }),
  }));
}

export const DEFINING = recorded('DefineRole', ROLE_BODY, ({ id = nextEventId(), ...said }: RoleSaid) => ({
  claim: `change-${id}`,
  command: (at) => ({ type: 'DefineRole', at, ...said }),
}));

export const GRANTING = recorded('GiveGrant', GRANT_BODY, ({ id: grantId, ...said }: GrantSaid) => ({
  claim: `grant-${grantId}`,
  command: (at) => ({ type: 'GiveGrant', at, grant: { grantId, ...said } }),
}));

export function withdrawing(grantId: string): Recorded {
  return recorded('WithdrawGrant', WITHDRAWAL_BODY, ({ id = nextEventId() }: { readonly id?: string }) => ({
    claim: `change-${id}`,
    content: { grantId },
    command: (at) => ({ type: 'WithdrawGrant', at, grantId }),
  }));
}

type KeySaid = Omit<KeyData, 'keyId' | 'hash'> & { readonly id: string };
type GrantSaid = Omit<GrantData, 'grantId'> & { readonly id: string };
type RotationSaid = { readonly id?: string; readonly overlapHours?: number };
type RevocationSaid = { readonly id?: string; readonly reason?: string };
type QuotaSaid = Quota & { readonly id?: string; readonly principal: string };
type RoleSaid = { readonly id?: string; readonly role: string; readonly scopes: readonly string[] };

export const LIMITING = recorded('SetQuota', QUOTA_BODY, ({ id = nextEventId(), principal, ...quota }: QuotaSaid) => ({
  claim: `change-${id}`,
  command: (at) => ({ type: 'SetQuota', at, principal, quota }),
}));

/** What was said comes to. */
interface Asked {
  /** The id it is claimed under: kinds of things have ids apart from each other. */
  readonly claim: string;
  /** What its path says. */
  readonly content?: Content;
  readonly command: (at: string) => AccessCommand;
}

/** @param type permanent: it is part of the claim */
function recorded(type: string, body: TObject, ask: (said: never) => Asked): Recorded {
  const shape = new Shape(body);
  return {
    record: async (data, { reading, handler }): Promise<Receipt> => {
      const { emitter, correlationId, actor, ...said } = shape.read(data ?? {}, reading) as Envelope & Content;
      const { claim, content = {}, command } = ask(said as never);
      const { id: _id, ...rest } = said;
      const claimed = claimOf(claim, { type, ...rest, ...content }, present({ emitter, correlationId, actor }));
      return handler.change(ACCESS, '', command(reading.now), claimed);
    },
  };
}

/** The command an event was, as its caller said it: the id of a change is what it is claimed under. */
function accessSaid(event: AccessEvent): Said {
  return { content: saidIn(event), filled: [] };
}

function saidIn(event: AccessEvent): Content {
  switch (event.type) {
    case 'KeyIssued': {
      const { keyId: _id, hash: _hash, ...said } = event.data;
      return { type: 'IssueKey', ...said };
    }
    case 'KeyRotated': {
      const { keyId, oldUntil } = event.data;
      return { type: 'RotateKey', keyId, overlapHours: hoursBetween(event.occurredAt, oldUntil) };
    }
    case 'KeyRevoked':
      return { type: 'RevokeKey', ...event.data };
    case 'RoleDefined':
      return { type: 'DefineRole', ...event.data };
    case 'GrantGiven': {
      const { grantId: _id, ...said } = event.data;
      return { type: 'GiveGrant', ...said };
    }
    case 'GrantWithdrawn':
      return { type: 'WithdrawGrant', ...event.data };
    case 'QuotaSet':
      return { type: 'SetQuota', principal: event.data.principal, ...event.data.quota };
  }
}
