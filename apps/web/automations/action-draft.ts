import type { Automation, SetAutomation } from '#client/index.js';
import { listIn, listText, pairsIn, pairsText } from './written.js';

export const ACTIONS = ['followUp', 'message', 'assign', 'tag', 'webhook', 'alert'] as const;
export type ActionKind = (typeof ACTIONS)[number];
export const WAYS = ['salesperson', 'inTurn', 'fewestFollowUps'] as const;
export const SEVERITIES = ['info', 'warning', 'critical'] as const;

type Action = SetAutomation['do'][number];

/** One thing that is done, as somebody fills in a form; empty is not said. */
export interface ActionDraft {
  readonly kind: ActionKind;
  /** Who is to follow up; `salesperson` is whoever sells to the customer. */
  readonly assignee: string;
  /** Days. */
  readonly due: string;
  readonly note: string;
  readonly channel: string;
  readonly subject: string;
  readonly template: string;
  readonly way: (typeof WAYS)[number];
  /** Names, a comma between them. */
  readonly people: string;
  /** A line for each: `name = text`. */
  readonly pairs: string;
  readonly title: string;
  readonly text: string;
  readonly severity: (typeof SEVERITIES)[number];
  readonly channels: readonly string[];
}

export const NEW_ACTION: ActionDraft = {
  ...{ kind: 'followUp', assignee: 'salesperson', due: '3', note: '' },
  ...{ channel: '', subject: '', template: '', way: 'salesperson', people: '', pairs: '' },
  ...{ title: '', text: '', severity: 'warning', channels: [] },
};

/** What is said of it. */
export function actionOf(draft: ActionDraft): Action {
  const { kind, assignee, due, note, channel, subject, template, way, people, pairs } = draft;
  const { title, text, severity, channels } = draft;
  switch (kind) {
    case 'followUp':
      return { followUp: said({ assign: assignee, due: due === '' ? '' : `${due}d`, note }) };
    case 'message':
      return { message: { channel, template, ...said({ subject }) } };
    case 'assign':
      return { assign: { [way]: way === 'salesperson' ? people : listIn(people) } };
    case 'tag':
      return { tag: pairsIn(pairs) };
    case 'webhook':
      return { webhook: { channel, ...(pairs.trim() !== '' && { body: pairsIn(pairs) }) } };
    case 'alert':
      return { alert: { title, severity, channels, ...said({ text }) } };
  }
}

/** What there is, to be changed. */
export function actionDraftOf({
  followUp,
  message,
  assign,
  tag,
  webhook,
  alert,
}: Automation['do'][number]): ActionDraft {
  if (followUp !== undefined) {
    const { assign: assignee = '', due = '', note = '' } = followUp;
    return { ...NEW_ACTION, kind: 'followUp', assignee, due: due.replace(/d$/, ''), note };
  }
  if (message !== undefined) return { ...NEW_ACTION, kind: 'message', ...message, subject: message.subject ?? '' };
  if (assign !== undefined) return { ...NEW_ACTION, kind: 'assign', ...whomIn(assign) };
  if (tag !== undefined) return { ...NEW_ACTION, kind: 'tag', pairs: pairsText(tag) };
  if (webhook !== undefined) {
    const { channel, body = {} } = webhook;
    return { ...NEW_ACTION, kind: 'webhook', channel, pairs: pairsText(body) };
  }
  const { title = '', text = '', severity = 'warning', channels = [] } = alert ?? {};
  return { ...NEW_ACTION, kind: 'alert', title, text, severity, channels };
}

function whomIn({ salesperson, inTurn, fewestFollowUps }: NonNullable<Action['assign']>) {
  if (inTurn !== undefined) return { way: 'inTurn', people: listText(inTurn) } as const;
  if (fewestFollowUps !== undefined) return { way: 'fewestFollowUps', people: listText(fewestFollowUps) } as const;
  return { way: 'salesperson', people: salesperson ?? '' } as const;
}

/** What is not empty of it. */
function said(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
}
