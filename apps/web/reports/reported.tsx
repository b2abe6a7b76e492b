import type { Schedule } from '#client/index.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { exploreAddress } from '../explore/kept-question.js';

/** What a schedule reports, by its title, and the way to it; by its id alone until that is known, and where it is retired. */
export function Reported({ question, dashboard = '' }: Pick<Schedule, 'question' | 'dashboard'>) {
  const { value } = useAnswer(JSON.stringify([question, dashboard]), async (signal) => {
    if (question === undefined) {
      const { title } = await server.showDashboard(dashboard, {}, { signal });
      return { title, href: `/dashboards/${encodeURIComponent(dashboard)}` };
    }
    const { title, question: kept, chart } = await server.showQuestion(question, {}, { signal });
    return { title, href: exploreAddress(kept, chart.kind) };
  });
  return value === undefined ? <>{question ?? dashboard}</> : <a href={value.href}>{value.title}</a>;
}
