import type { Schedule, SetSchedule } from '#client/index.js';
import type { Language } from '../words/words.js';

export const EVERY = ['day', 'week', 'month', 'quarter', 'year', 'fiscal-quarter', 'fiscal-year'] as const;
export const FORMATS = ['html', 'pdf', 'xlsx', 'csv'] as const;
export const LANGUAGES = ['en', 'zh'] as const;
export const REPORTED = ['question', 'dashboard'] as const;
export const WHEN = ['every', 'cron'] as const;

/** A schedule as somebody fills in a form: what another choice has stays meanwhile. */
export interface ScheduleDraft extends Pick<Schedule, 'title' | 'format' | 'channels'> {
  readonly language: Language;
  readonly of: (typeof REPORTED)[number];
  /** The id of the question or the dashboard; empty where none is chosen. */
  readonly which: string;
  readonly when: (typeof WHEN)[number];
  readonly every: (typeof EVERY)[number];
  readonly at: string;
  readonly cron: string;
  /** Empty for that of the book. */
  readonly timeZone: string;
}

/** A schedule that nobody has said anything of yet. */
export function newSchedule(language: Language): ScheduleDraft {
  return {
    title: '',
    of: 'question',
    which: '',
    when: 'every',
    every: 'month',
    at: '08:00',
    cron: '0 8 * * 1',
    timeZone: '',
    format: 'pdf',
    channels: [],
    language,
  };
}

/** A schedule that there is, to be changed. */
export function scheduleDraftOf(schedule: Schedule): ScheduleDraft {
  const { title, question, dashboard = '', every, at, cron, format, channels } = schedule;
  const { timeZone = '', language = 'en' } = schedule;
  return {
    ...newSchedule(language),
    ...{ title, timeZone, format, channels },
    ...(question === undefined ? { of: 'dashboard', which: dashboard } : { of: 'question', which: question }),
    ...(cron === undefined ? { when: 'every' } : { when: 'cron', cron }),
    ...(every !== undefined && { every }),
    ...(at !== undefined && { at }),
  };
}

/** What is said of a schedule so that it is as the form has it; the server says what is wrong with it. */
export function scheduleOf(draft: ScheduleDraft): SetSchedule {
  const { title, of, which, when, every, at, cron, timeZone, format, channels, language } = draft;
  return {
    title,
    ...(of === 'question' ? { question: which } : { dashboard: which }),
    ...(when === 'every' ? { every, at } : { cron }),
    ...(timeZone !== '' && { timeZone }),
    format,
    channels,
    language,
  };
}
