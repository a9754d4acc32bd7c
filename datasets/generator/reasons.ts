import { work, type Step } from './step.ts';

/** reason → share of the reasons given, for each kind of answer; what is left over is `product_quality`. */
const shares = {
  detractor_late: {
    punctuality: 0.6,
    reachability: 0.15,
    damage: 0.05,
    price: 0.05,
    billing: 0.05,
    friendliness: 0.02,
    website: 0.03,
  },
  detractor: {
    punctuality: 0.1,
    reachability: 0.4,
    damage: 0.12,
    price: 0.08,
    billing: 0.1,
    friendliness: 0.04,
    website: 0.06,
  },
  passive: {
    punctuality: 0.1,
    reachability: 0.14,
    damage: 0.05,
    price: 0.25,
    billing: 0.06,
    friendliness: 0.1,
    website: 0.12,
  },
  promoter: {
    punctuality: 0.22,
    reachability: 0.03,
    damage: 0.01,
    price: 0.14,
    billing: 0.01,
    friendliness: 0.28,
    website: 0.08,
  },
} as const;

/** The second click after a recommendation score: the one reason that somebody picked, if any. */
export function reasonBase(): readonly Step[] {
  const branches = Object.entries(shares).map(([mood, reasons]) => `WHEN '${mood}' THEN ${pickReason(reasons)}`);
  return [
    work(
      'work_reasons',
      `WITH scored AS (
         SELECT response_no, nps_score, draw('reason', response_no) AS d_reason,
           CASE WHEN nps_score >= 9 THEN 'promoter' WHEN nps_score >= 7 THEN 'passive' WHEN is_late AND post_id <> 'P-REL' THEN 'detractor_late' ELSE 'detractor' END AS mood
         FROM work_answers WHERE nps_score IS NOT NULL AND draw('second-click', response_no) < 0.7
       )
       SELECT response_no, nps_score, mood, CASE mood ${branches.join(' ')} END AS reason_id FROM scored`,
    ),
  ];
}

function pickReason(reasons: Readonly<Record<string, number>>): string {
  let upTo = 0;
  const branches = Object.entries(reasons).map(([reason, share]) => {
    upTo += share;
    return `WHEN d_reason < ${upTo.toFixed(4)} THEN '${reason}'`;
  });
  return `CASE ${branches.join(' ')} ELSE 'product_quality' END`;
}
