import type { Receipt } from '#engine/record/handle.js';
import { knownCommand, type Ledger } from '#ledger/ledger.js';
import { Problem } from '#kernel/problem.js';
import { refusing, shown } from '#kernel/shown.js';
import {
  DEFINING,
  GRANTING,
  issuing,
  LIMITING,
  revoking,
  rotating,
  withdrawing,
  type Recorded,
} from '#subjects/access/access.commands.js';
import { newSecret } from '#subjects/access/key-secret.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { neededFor, typesNamed } from '#kernel/scopes.js';
import { signed } from './principal.js';
import type { FollowedAccess } from './followed-access.js';

/** What is said of who may what goes into the log, and holds when its sender has the answer. */
export interface AccessDesk {
  readonly ledger: Pick<Ledger, 'take' | 'commands'>;
  readonly access: Pick<FollowedAccess, 'now' | 'refresh'>;
}

/** What a key is opened by, told once: absent where the same was asked before. */
export interface Secretly {
  readonly receipt: Receipt;
  readonly secret?: string;
}

/** @throws Problem `id-conflict`, `invalid-request` */
export async function issueKey(desk: AccessDesk, body: unknown): Promise<Secretly> {
  const { id } = fieldsOf(body);
  needKnownTypes(desk, body);
  needKnownRows(body);
  const { secret, hash } = newSecret(typeof id === 'string' ? id : '');
  const receipt = await said(desk, issuing(hash), body);
  return told({ ...receipt, id: String(id) }, secret);
}

/** Another secret; the one before is good for some hours more. @throws Problem `not-found` */
export async function rotateKey(
  desk: AccessDesk,
  keyId: string,
  body: unknown,
): Promise<Secretly & { readonly oldUntil: string | null }> {
  const { secret, hash } = newSecret(keyId);
  const receipt = await said(desk, rotating(keyId, hash), body);
  const oldUntil = desk.access.now.keys.get(keyId)?.older.at(-1)?.until ?? null;
  return { ...told({ ...receipt, id: keyId }, secret), oldUntil };
}

/** @throws Problem `not-found`, `last-admin` */
export async function revokeKey(desk: AccessDesk, keyId: string, body: unknown): Promise<Receipt> {
  return { ...(await said(desk, revoking(keyId), body)), id: keyId };
}

/** @throws Problem `invalid-request`, `last-admin` */
export async function defineRole(desk: AccessDesk, body: unknown): Promise<Receipt> {
  needKnownTypes(desk, body);
  return { ...(await said(desk, DEFINING, body)), id: String(fieldsOf(body)['role']) };
}

/** @throws Problem `id-conflict`, `invalid-request`, `last-admin` */
export async function giveGrant(desk: AccessDesk, body: unknown): Promise<Receipt> {
  needKnownRows(body);
  return { ...(await said(desk, GRANTING, body)), id: String(fieldsOf(body)['id']) };
}

/** @throws Problem `not-found`, `last-admin` */
export async function withdrawGrant(desk: AccessDesk, grantId: string, body: unknown): Promise<Receipt> {
  return { ...(await said(desk, withdrawing(grantId), body)), id: grantId };
}

/** What a principal may have in a day, from now on. @throws Problem `not-found`, `invalid-request` */
export async function setQuota(desk: AccessDesk, body: unknown): Promise<Receipt> {
  return { ...(await said(desk, LIMITING, body)), id: String(fieldsOf(body)['principal']) };
}

async function said({ ledger, access }: AccessDesk, command: Recorded, body: unknown): Promise<Receipt> {
  const receipt = await ledger.take(command, signed(body ?? {}));
  await access.refresh();
  return receipt;
}

function told(receipt: Receipt, secret: string): Secretly {
  return receipt.duplicate ? { receipt } : { receipt, secret };
}

/** A type that nobody can record is a slip of the pen, and would be found when facts are refused. @throws Problem `invalid-request` */
function needKnownTypes({ ledger: { commands } }: AccessDesk, body: unknown): void {
  const { scopes } = fieldsOf(body);
  if (!Array.isArray(scopes)) return;
  const types = Object.entries(commands).flatMap(([type, command]) =>
    neededFor(type, command) === `emit:${type}` ? [type] : [],
  );
  const wrong = scopes.flatMap((scope: unknown, i) =>
    (typeof scope === 'string' ? typesNamed(scope) : [])
      .filter((type) => !types.includes(type))
      .map((type) => ({ field: `scopes[${String(i)}]`, detail: wrongType(type, commands, types) })),
  );
  const [first] = wrong;
  if (first !== undefined) throw new Problem('invalid-request', `${first.field} ${first.detail}`, wrong);
}

function wrongType(type: string, commands: Ledger['commands'], types: readonly string[]): string {
  const command = knownCommand(commands, type);
  if (command === undefined) return refusing(type, `must name types of facts: ${types.join(', ')}`);
  return refusing(type, `needs the scope ${String(neededFor(type, command))}: name that instead`);
}

/** Rows of a dimension that nothing goes by would let nothing be asked, and nobody would see why. @throws Problem `invalid-request` */
function needKnownRows(body: unknown): void {
  const { dimensions } = CATALOGUE;
  const wrong = Object.keys(fieldsOf(fieldsOf(body)['rows']))
    .filter((name) => !dimensions.includes(name))
    .map((name) => ({
      field: `rows.${shown(name)}`,
      detail: `is no dimension: possible are ${dimensions.join(', ')}`,
    }));
  const [first] = wrong;
  if (first !== undefined) throw new Problem('invalid-request', `${first.field} ${first.detail}`, wrong);
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(body: unknown): Fields {
  return isObject(body) ? body : {};
}

function isObject(body: unknown): body is Fields {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}
