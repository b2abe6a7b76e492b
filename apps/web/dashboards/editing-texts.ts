import { useTexts, type Texts } from '../words/words.js';

const ENGLISH = {
  edit: 'Change …',
  'edit.of': 'Change {title}',
  title: 'Title',
  'title.is': 'What people know it by.',
  description: 'Description',
  'description.is': 'What it is for. May be empty.',
  filters: 'All tiles only where',
  'filters.is': 'Each tile is narrowed to this, beside what its question says.',
  tiles: 'Tiles',
  'tiles.are': 'In this order, row by row, twelve columns wide.',
  up: 'Earlier',
  down: 'Later',
  remove: 'Remove',
  width: 'Columns',
  height: 'Rows',
  save: 'Go on …',
  none: 'A dashboard has at least one tile.',
  period: 'Period',
  'period.own': 'as each tile says',
  versions: 'Versions …',
  'versions.of': 'Versions of {title}',
  version: 'Version {version}',
  now: 'this is what is there now',
  retired: 'retired by this version',
  back: 'Make it this again …',
  'back.of': 'Make {title} version {version} again',
} as const;

type Said = keyof typeof ENGLISH;

const TEXTS: Texts<Said> = {
  en: ENGLISH,
  zh: {
    edit: '修改…',
    'edit.of': '修改“{title}”',
    title: '标题',
    'title.is': '人们对它的称呼。',
    description: '说明',
    'description.is': '用途说明，可留空。',
    filters: '所有图块仅限',
    'filters.is': '每个图块除自身条件外再按此收窄。',
    tiles: '图块',
    'tiles.are': '按此顺序逐行排列，共十二列。',
    up: '前移',
    down: '后移',
    remove: '移除',
    width: '列数',
    height: '行数',
    save: '继续…',
    none: '看板至少要有一个图块。',
    period: '期间',
    'period.own': '按各图块自身设置',
    versions: '版本…',
    'versions.of': '“{title}”的版本',
    version: '第 {version} 版',
    now: '即当前版本',
    retired: '于此版本停用',
    back: '恢复为此版本…',
    'back.of': '将“{title}”恢复为第 {version} 版',
  },
};

/** What the page says where dashboards are changed. */
export function useEditingTexts() {
  return useTexts(TEXTS);
}
