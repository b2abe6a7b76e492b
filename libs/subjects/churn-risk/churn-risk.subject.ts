import type { Subject } from '../subject.js';
import { CHURN_RISK_READS } from './churn-risk.reads.js';

/** Who is likely lost: worked out of facts whenever it is asked for, nothing of it is kept. */
export const CHURN_RISK_SUBJECT: Subject = { name: 'churn-risk', events: {}, reads: CHURN_RISK_READS };
