import type { Key } from '../words/words.js';

/** Where the navigation leads, by the first part of the path. */
export const NAVIGATION: readonly { readonly key: string; readonly title: Key }[] = [
  { key: '', title: 'overview' },
  { key: 'explore', title: 'explore' },
  { key: 'questions', title: 'questions' },
  { key: 'dashboards', title: 'dashboards' },
  { key: 'reports', title: 'reports' },
  { key: 'alerts', title: 'alerts' },
  { key: 'shares', title: 'shares' },
  { key: 'customers', title: 'customers' },
  { key: 'cohorts', title: 'cohorts' },
  { key: 'rfm', title: 'rfm' },
  { key: 'movements', title: 'movements' },
  { key: 'forecasts', title: 'forecasts' },
  { key: 'mining', title: 'mining' },
  { key: 'segments', title: 'segments' },
  { key: 'automations', title: 'automations' },
  { key: 'reconciliations', title: 'reconciliations' },
  { key: 'journal', title: 'journal' },
  { key: 'settings', title: 'settings' },
];
