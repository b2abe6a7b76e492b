import type { Catalogue } from '#figures/catalogue.js';
import { parseQuestion } from '#figures/question.js';
import { parseQuestionDay } from '#figures/question-day.js';
import { Problem } from '#kernel/problem.js';
import { shown } from '#kernel/shown.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { isStepEvent, STEP_EVENTS, type StepEvent } from './step-events.js';

const MOST_STEPS = 10;
/** Ten years. */
const MOST_DAYS = 3_650;

export interface FunnelStep {
  readonly event: StepEvent;
  readonly where: SumRequest['where'];
}

/** What is sent of it: nobody has looked into the steps yet. */
export interface FunnelSent {
  readonly steps?: unknown;
  readonly within: string;
  readonly by?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

export interface FunnelQuestion {
  readonly steps: readonly [FunnelStep, ...FunnelStep[]];
  readonly within: number;
  readonly by: readonly string[];
  readonly from?: number;
  readonly to?: number;
}

/** @throws Problem `invalid-request` or `unknown-dimension`, naming the field */
export function parseFunnel({ steps, within, by = [], from, to }: FunnelSent, catalogue: Catalogue): FunnelQuestion {
  if (!Array.isArray(steps) || steps.length < 2 || steps.length > MOST_STEPS)
    throw invalid('steps', `must be a list of 2 to ${String(MOST_STEPS)} steps`);
  const [first, ...later] = steps.map((one, i) => parseStep(one, `steps[${String(i)}]`, catalogue));
  if (first === undefined) throw new Error('a funnel without a step');
  inField('by', () => parseQuestion({ metrics: [STEP_EVENTS[first.event]], by }, catalogue));
  const days = {
    ...(from !== undefined && { from: parseQuestionDay('from', from) }),
    ...(to !== undefined && { to: parseQuestionDay('to', to) }),
  };
  if ((days.from ?? -Infinity) > (days.to ?? Infinity)) throw invalid('to', 'must not be before from');
  return { steps: [first, ...later], within: daysIn(within), by: [...new Set(by)], ...days };
}

function parseStep(sent: unknown, field: string, catalogue: Catalogue): FunnelStep {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    throw invalid(field, 'must be an object such as {"event": "SaleRecorded"}');
  const { event, where = {}, ...others } = sent as Readonly<Record<string, unknown>>;
  const [other] = Object.keys(others);
  if (other !== undefined) throw invalid(`${field}.${shown(other)}`, 'is no field of a step: it has event and where');
  if (!isStepEvent(event)) throw invalid(`${field}.event`, `must be one of ${Object.keys(STEP_EVENTS).join(', ')}`);
  const question = inField(`${field}.where`, () => parseQuestion({ metrics: [STEP_EVENTS[event]], where }, catalogue));
  return { event, where: question.where };
}

/** Such as 30d. */
function daysIn(within: string): number {
  const [, digits] = /^(\d{1,4})d$/.exec(within) ?? [];
  const days = Number(digits ?? NaN);
  if (days <= MOST_DAYS) return days;
  throw invalid('within', `must be days such as "30d", at most ${String(MOST_DAYS)}`);
}

/** What is refused of a question is refused of the field that it stands for. */
function inField<Value>(field: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.code, `${field}: ${error.detail}`, [{ field, detail: error.detail }]);
  }
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
