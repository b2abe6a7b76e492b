import type { Schedule } from '#client/index.js';
import { useReportTexts } from './report-texts.js';

/** Says when a schedule is due, in a line. */
export function useTimingSaid(): (schedule: Pick<Schedule, 'every' | 'at' | 'cron' | 'timeZone'>) => string {
  const said = useReportTexts();
  return ({ every, at = '', cron = '', timeZone: zone = 'UTC' }) =>
    every === undefined
      ? said('timing.cron', { cron, zone })
      : said('timing.every', { every: said(`every.${every}`), at, zone });
}
