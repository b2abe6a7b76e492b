import { madeByCallers } from '../made-by-callers.js';
import { namedSubject } from '../named.js';
import { SAVED_QUESTION } from './question.input.js';
import { needQuestion } from './question.rule.js';

/** Questions that are kept under a name, with how their answers are drawn. */
export const QUESTIONS = namedSubject({
  name: 'question',
  path: 'questions',
  words: 'a saved question',
  scope: 'read',
  forParts: true,
  content: SAVED_QUESTION,
  means: needQuestion,
  looksAt: madeByCallers,
  example: {
    id: 'revenue-by-region',
    content: {
      title: 'Revenue by region',
      question: { metrics: ['revenue.net'], by: ['region'], grain: 'month', from: '2024-01-01', to: '2024-12-31' },
      chart: { kind: 'line' },
    },
  },
});
