/** A lifecycle policy that says other days of some customers, as callers send it. */
export const SEGMENT_POLICY = {
  default: { churnAfterDays: 80 },
  for: [{ where: { segment: ['b2b'] }, churnAfterDays: 180 }],
  graceDays: 14,
};
