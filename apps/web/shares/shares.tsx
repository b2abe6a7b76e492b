import { useState } from 'preact/hooks';
import type { Share, ShareList } from '#client/index.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { ConfirmedWrite } from '../settings/confirmed-write.js';
import { useSpeech } from '../page-means.js';

const PAGE = 50;

/** All links there are, each of which can be revoked. */
export function Shares() {
  const { t } = useSpeech();
  const [turn, setTurn] = useState(0);
  const [revoked, setRevoked] = useState<Share>();
  const pages = usePages<ShareList>(String(turn), (cursor, signal) =>
    server.listShares({ limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  return (
    <>
      <div class="place-head">
        <h1>{t('shares')}</h1>
        <p class="fine">{t('shares.are')}</p>
      </div>
      <Paged pages={pages}>
        {(all) => {
          const shares = all.flatMap((page) => page.shares);
          if (shares.length === 0)
            return (
              <p class="nothing">
                {t('shares.none')} <a href="/dashboards">{t('dashboards')}</a>,{' '}
                <a href="/questions">{t('questions')}</a>
              </p>
            );
          return (
            <ul class="links">
              {shares.map((share) => (
                <OneShare key={share.id} share={share} onRevoke={() => setRevoked(share)} />
              ))}
            </ul>
          );
        }}
      </Paged>
      {revoked !== undefined && (
        <ConfirmedWrite
          write={{
            title: t('share.revoke', { title: titleOf(revoked) }),
            body: { id: revoked.id, version: revoked.version },
            send: () => server.retireShare(revoked.id),
          }}
          onClose={(isDone) => {
            setRevoked(undefined);
            if (isDone) setTurn((before) => before + 1);
          }}
        />
      )}
    </>
  );
}

function OneShare({ share, onRevoke }: { readonly share: Share; readonly onRevoke: () => void }) {
  const { t, format } = useSpeech();
  const { dashboard, pin, asOf, knownAt, recordedAt, expiresAt } = share;
  const parts = [
    t(dashboard === undefined ? 'question' : 'dashboard.which'),
    t(pin ? 'share.pinned' : 'share.live'),
    ...(asOf === undefined ? [] : [`${t('asOf')} ${format.day(asOf)}`]),
    ...(knownAt === undefined ? [] : [`${t('knownAt')} ${format.day(knownAt)}`]),
    format.instant(recordedAt),
    ...(expiresAt === undefined ? [] : [t('share.until', { at: format.instant(expiresAt) })]),
  ];
  return (
    <li>
      <span>{titleOf(share)}</span>
      <span class="fine">{parts.join(' · ')}</span>
      <button type="button" class="quiet" onClick={onRevoke}>
        {t('share.revoke.do')}
        <span class="unseen"> {titleOf(share)}</span>
      </button>
    </li>
  );
}

function titleOf({ question, dashboard }: Share): string {
  return question ?? dashboard ?? '';
}
