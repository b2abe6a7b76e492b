import { kind, type ProblemKind } from './problem-kind.js';

/** What is met where something ends that ended before, or begins again that never ended. Permanent, as all of `PROBLEMS`. */
export const TURN_PROBLEMS = {
  'already-closed': kind(
    422,
    'It is closed already',
    'the customer stands closed on the day',
    'nothing is to be done, or reopen it first',
  ),
  'not-closed': kind(
    422,
    'It is not closed',
    'what is to be reopened stands open on the day',
    'nothing is to be done, or mend the date',
  ),
  'opportunity-closed': kind(422, 'The opportunity is closed', 'it was won or lost already', 'reopen it first'),
  'subscription-cancelled': kind(
    422,
    'The subscription is cancelled',
    'it was cancelled already, even where its end is yet to come',
    'resume it first',
  ),
  'not-cancelled': kind(
    422,
    'It is not cancelled',
    'what is to be resumed stands as not cancelled on the day',
    'nothing is to be done, or mend the date',
  ),
} as const satisfies Readonly<Record<string, ProblemKind>>;
