import { useTexts, type Texts } from '../words/words.js';

const ENGLISH = {
  live: 'Live: follows as facts arrive',
  lost: 'Connection lost: this is what was known last. Trying again …',
} as const;

const TEXTS: Texts<keyof typeof ENGLISH> = {
  en: ENGLISH,
  zh: { live: '实时：随事实到达而更新', lost: '连接已断开：显示的是最后已知内容，正在重试…' },
};

/** Says whether what is shown follows what happens. */
export function LiveMark({ isLost }: { readonly isLost: boolean }) {
  const said = useTexts(TEXTS);
  return (
    <p class={isLost ? 'live is-lost' : 'live'} role="status">
      {said(isLost ? 'lost' : 'live')}
    </p>
  );
}
