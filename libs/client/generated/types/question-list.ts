// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Question } from './question.js';

/** All that are there, a page of them */
export interface QuestionList {
  readonly questions: readonly Question[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
