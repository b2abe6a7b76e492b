import { findAll } from '#kernel/ports/find-all.js';
import type { Document, Views } from '#kernel/ports/views.js';
import { Problem } from '#kernel/problem.js';
import type { AlertRule } from '../alerts/alert-rule.js';
import type { NamedVersion } from '../named.facts.js';
import { FIRINGS_KEPT, PARTS, type KeptFiring, type KeptPart } from './firing.facts.js';

/** Permanent: the collection of the rules. */
const ALERTS = 'alerts';

/** An alert in the read models, with its rule. */
export interface KeptAlert extends Omit<NamedVersion, 'content'> {
  readonly rule: AlertRule;
}

/** @throws Problem `not-found`, also where it was removed */
export async function alertNamed(id: string, views: Pick<Views, 'get'>): Promise<KeptAlert> {
  const [document] = await views.get(ALERTS, [id]);
  const alert = document && keptAlert(document);
  if (alert !== undefined && !alert.retired) return alert;
  throw new Problem('not-found', `there is no alert ${id}`);
}

/** Those that are there, in the order of their ids. @param after the id to begin after */
export async function* allAlerts(views: Pick<Views, 'find'>, after?: string): AsyncIterable<KeptAlert> {
  for await (const document of findAll(views, ALERTS, after === undefined ? {} : { after })) {
    const alert = keptAlert(document);
    if (!alert.retired) yield alert;
  }
}

/** What has become of parts, of one alert or of all. */
export async function partsOf(views: Pick<Views, 'find'>, alert?: string): Promise<readonly KeptPart[]> {
  const parts: KeptPart[] = [];
  const find = alert === undefined ? {} : { where: { alert } };
  for await (const { body } of findAll(views, PARTS, find)) parts.push(body as KeptPart);
  return parts;
}

/** The firings of an alert in the order they were recorded. */
export async function firingsOf(views: Pick<Views, 'find'>, alert: string): Promise<readonly KeptFiring[]> {
  const firings: KeptFiring[] = [];
  for await (const { body } of findAll(views, FIRINGS_KEPT, { where: { alert } })) firings.push(body as KeptFiring);
  return firings;
}

function keptAlert({ body }: Document): KeptAlert {
  const { content, ...version } = body as object as NamedVersion;
  return { ...version, rule: content as object as AlertRule };
}
