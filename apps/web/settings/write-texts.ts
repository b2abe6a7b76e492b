import type { Texts } from '../words/words.js';

const ENGLISH = {
  changed: 'Changed by somebody else meanwhile: nothing was recorded. This is what is there now:',
  load: 'Go on from what is there now',
} as const;

export const WRITE_TEXTS: Texts<keyof typeof ENGLISH> = {
  en: ENGLISH,
  zh: {
    changed: '期间已被他人更改：未记录任何内容。当前内容为：',
    load: '从当前内容继续',
  },
};
