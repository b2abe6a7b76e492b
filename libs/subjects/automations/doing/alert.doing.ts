import type { TObject } from 'typebox';
import type { Json } from '#kernel/event.js';
import { understood } from '#ledger/input/kind.js';
import { object, optional, type Said } from '#ledger/input/object.js';
import { label, oneOf, text } from '#ledger/input/text.js';
import { SEVERITIES } from '../../alerts/alert-rule.js';
import { channelIds } from '../../alerts/alert.kinds.js';
import { toChannel } from '../../channels/channel.delivery.js';
import type { Decision, Doing } from './doing.js';

const FIELDS = {
  title: label,
  text: optional(text),
  severity: understood(oneOf(SEVERITIES), () => 'warning' as const),
  channels: channelIds,
};

export type Alerting = Said<typeof FIELDS>;

/** The house is told of the customer, by its id: as of an alert that fires, through the channels that are named. */
export const ALERT: Doing<TObject<typeof FIELDS>, Alerting> = {
  said: object(FIELDS),
  check: ({ title, text: said = '', channels }, fail) => {
    if (channels.length === 0) fail('channels', 'must have at least one: who is told');
    // It may go anywhere in the house and stay there: nothing of a person is filled in.
    for (const [field, one] of Object.entries({ title, text: said }))
      if (/\{[{%]/.test(one)) fail(field, 'is taken as it is: there are no names to be filled in');
  },
  plan: (said) => said,
  follows: async ({ channels, ...said }, { id, ...decision }) =>
    channels.map((channel, i) => ({
      delivery: toChannel({
        id: `automation-${id}.${String(i)}`,
        channel,
        subject: 'alert',
        ...toldOf(said, decision),
      }),
    })),
};

function toldOf(
  { title, text: said, severity }: Omit<Alerting, 'channels'>,
  { automation, version, customer, occasion }: Decision,
) {
  const why = `customer ${customer}, by the automation ${automation}`;
  const query = new URLSearchParams({ customer }).toString();
  const data: Json = {
    automation,
    version,
    customer,
    occasion,
    severity,
    title,
    ...(said !== undefined && { text: said }),
  };
  return {
    title,
    text: `${severity}: ${said === undefined ? '' : `${said}\n`}${why}.`,
    data,
    link: `/v1/automations/${encodeURIComponent(automation)}/decisions?${query}`,
  };
}
