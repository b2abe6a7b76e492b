import type { Me } from '#client/index.js';
import { forgetKey, ownKey } from '../asking/own-key.js';
import { OWN_PAGE, server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useTexts, useWords, type Texts } from '../words/words.js';

const TEXTS: Texts<'you' | 'personal' | 'rows' | 'groups' | 'forget'> = {
  en: {
    you: 'What you see',
    personal: 'nothing that is of a person',
    rows: 'only where {dimension} is {values}',
    groups: 'nothing of fewer than {count} customers',
    forget: 'Forget this key',
  },
  zh: {
    you: '您能看到的内容',
    personal: '不含个人信息',
    rows: '仅限{dimension}为{values}的数据',
    groups: '少于 {count} 位客户的数据不显示',
    forget: '忘记此密钥',
  },
};

/** Who asks, what of the book they do not see, and the way out; nothing where nobody is asked who they are. */
export function SignedIn() {
  const { t } = useWords();
  const texts = useTexts(TEXTS);
  const asked = useAnswer('signed-in', async (signal) => {
    const { ways } = await server.listWaysIn({ signal });
    const isKnown = ownKey() !== undefined ? ways.length > 0 : ways.includes('sign-in');
    return isKnown ? server.showMe({}, { signal }) : undefined;
  });
  const who = asked.value;
  if (who === undefined) return null;
  return (
    <>
      <span class="fine" title={who.principal ?? undefined}>
        {who.name}
      </span>
      <Limits who={who} />
      {ownKey() === undefined ? (
        <button type="button" class="quiet" onClick={() => void signOut()}>
          {t('signout')}
        </button>
      ) : (
        <button type="button" class="quiet" onClick={otherKey}>
          {texts('forget')}
        </button>
      )}
    </>
  );
}

/** What figures and things say nothing of, so that nobody takes a part for the whole. */
function Limits({ who: { scopes, rows, minGroup } }: { readonly who: Me }) {
  const { name } = useWords();
  const t = useTexts(TEXTS);
  const limits = [
    ...Object.entries(rows ?? {}).map(([dimension, values]) =>
      t('rows', { dimension: name(dimension), values: values.join(', ') }),
    ),
    ...(minGroup === null ? [] : [t('groups', { count: minGroup })]),
    ...(scopes.includes('personal') ? [] : [t('personal')]),
  ];
  if (limits.length === 0) return null;
  return (
    <ul class="limits fine" aria-label={t('you')}>
      {limits.map((limit) => (
        <li key={limit}>{limit}</li>
      ))}
    </ul>
  );
}

async function signOut(): Promise<void> {
  await fetch('/auth/logout', { method: 'POST', headers: OWN_PAGE });
  location.reload();
}

function otherKey(): void {
  forgetKey();
  location.reload();
}
