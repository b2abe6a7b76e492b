import { ownKey } from '../asking/own-key.js';
import { OWN_PAGE, server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useWords } from '../words/words.js';

/** Who has signed in, and the way out; nothing where nobody has. */
export function SignedIn() {
  const { t } = useWords();
  const asked = useAnswer('signed-in', async (signal) => {
    const { ways } = await server.listWaysIn({ signal });
    return ways.includes('sign-in') && ownKey() === undefined ? server.showMe({}, { signal }) : undefined;
  });
  const who = asked.value;
  if (who === undefined) return null;
  return (
    <>
      <span class="fine" title={who.principal ?? undefined}>
        {who.name}
      </span>
      <button type="button" class="quiet" onClick={() => void signOut()}>
        {t('signout')}
      </button>
    </>
  );
}

async function signOut(): Promise<void> {
  await fetch('/auth/logout', { method: 'POST', headers: OWN_PAGE });
  location.reload();
}
