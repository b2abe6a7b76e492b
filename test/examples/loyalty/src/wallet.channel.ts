import type { ChannelKinds, Tools } from '@tallybook/plugin';

/** Milliseconds that the wallet service has. */
const PATIENCE = 10_000;
const TOO_MANY = 429;

/** Messages to the passes that customers have in the wallets of their phones, by the service that makes those. */
export function walletChannels({ inputs: { url, token, label, optional } }: Tools): ChannelKinds {
  return {
    'loyalty.wallet': {
      called: { en: 'Wallet passes', zh: '手机卡包' },
      fields: { url, pass: label, key: token, colour: optional(label) },
      fieldsCalled: { pass: { en: 'Pass', zh: '卡券' }, key: { en: 'Key of the service', zh: '服务密钥' } },
      secrets: ['key'],
      timeout: PATIENCE,
      async send({ said, secrets }, { id, message }, ways) {
        const { status, text } = await ways.post({
          url: said['url'] as string,
          // What is sent again has the same id, by which the service shows it once.
          headers: { authorization: `Bearer ${secrets['key']?.[0] ?? ''}`, 'idempotency-key': encodeURIComponent(id) },
          body: JSON.stringify({
            pass: said['pass'],
            colour: said['colour'],
            title: message.title,
            text: message.text,
          }),
        });
        if (status >= 200 && status < 300) return { answer: 'taken' };
        // It says that what it was sent is wrong: that would be so tomorrow, too.
        const isWrong = status >= 400 && status < 500 && status !== TOO_MANY;
        return {
          answer: isWrong ? 'refused' : 'try-again',
          why: `the wallet answers ${String(status)}: ${text.slice(0, 200)}`,
        };
      },
    },
  };
}
