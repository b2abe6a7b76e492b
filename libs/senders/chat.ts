import type { Chat, ChatStyle } from '#kernel/channel.js';
import type { Json } from '#kernel/event.js';
import type { Outgoing } from '#kernel/message.js';
import type { Destinations } from './addresses.js';
import { post } from './post.js';

/** Characters that every chat takes of one message (WeCom, the strictest, takes 4,096 bytes). */
const LIMIT = 1_200;

/** Posts to the incoming webhook of a chat, in the words of its style. @throws Error also where it answers 200 and refuses in the body */
export async function sendChat(
  { url, style }: Chat,
  { message }: Outgoing,
  to: Destinations,
  signal: AbortSignal,
): Promise<void> {
  const text = message.text.length > LIMIT ? `${message.text.slice(0, LIMIT - 1)}…` : message.text;
  const answer = await post({ url, body: JSON.stringify(PAYLOADS[style](message.title, text)) }, to, signal);
  const refused = refusal(answer);
  if (refused !== undefined) throw new Error(`the chat refuses it: ${refused}`);
}

/** What each of them is sent, after its own documentation of incoming webhooks. */
const PAYLOADS: Readonly<Record<ChatStyle, (title: string, text: string) => Json>> = {
  slack: (title, text) => ({ text: `*${slackText(title)}*\n${slackText(text)}` }),
  teams: (title, text) => ({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            { type: 'TextBlock', size: 'Medium', weight: 'Bolder', wrap: true, text: title },
            ...text.split('\n').map((line) => ({ type: 'TextBlock', wrap: true, spacing: 'Small', text: line })),
          ],
        },
      },
    ],
  }),
  feishu: (title, text) => ({ msg_type: 'text', content: { text: `${title}\n${text}` } }),
  dingtalk: (title, text) => ({
    msgtype: 'markdown',
    // A line break of markdown is two spaces before it.
    markdown: { title, text: `#### ${title}\n\n${text.replaceAll('\n', '  \n')}` },
  }),
  wecom: (title, text) => ({ msgtype: 'markdown', markdown: { content: `**${title}**\n${text}` } }),
};

/** The three characters that Slack reads as its own. */
function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Feishu says `code`, DingTalk and WeCom `errcode`: 0 where all is well. Slack and Teams say it by the status. */
function refusal(answer: string): string | undefined {
  const { code, errcode, msg, errmsg } = parsed(answer);
  const number = code ?? errcode;
  if (number === undefined || number === 0) return undefined;
  return `${JSON.stringify(number)} ${JSON.stringify(msg ?? errmsg ?? '')}`;
}

function parsed(answer: string): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(answer) as unknown;
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Slack answers `ok`, which is no JSON.
    return {};
  }
}
