/**
 * The truths of the demo company: parameters that the generator uses and that analyses are expected to find again.
 * `datasets/README.md` says in words what each means. Rates are shares of 1, NPS effects are points.
 */
export const planted = {
  period: { from: '2024-07-01', through: '2026-06-30' },
  /** A delivery after its promised day takes so many points off the NPS of the answers about it. */
  lateDelivery: { npsEffect: -40, share: 0.12, peakShare: 0.2, peakMonths: [11, 12] },
  /** One cause carries this share of tickets; `baseCost` is EUR a ticket before unit, trend, change and noise. */
  rootCause: { cause: 'slot_change', ticketShare: 0.28, costShare: 0.415, baseCost: 44, otherBaseCost: 23.9 },
  /** Chance to leave by own will within `horizonDays` after a landmark, by voice in the `windowDays` before it. */
  churn: {
    landmarks: ['2025-01-01', '2025-07-01', '2026-01-01'],
    windowDays: 180,
    horizonDays: 180,
    silent: 0.09,
    voiced: 0.03,
    /** Detractors and passives who named `atRiskReason` in the window: they leave like nobody else who spoke. */
    atRisk: 0.12,
    atRiskReason: 'reachability',
    /** Leaving in the first half-year, for which no earlier window exists. */
    firstHalf: 0.05,
    involuntary: 0.005,
  },
  /** The one dated change: units 1–20 are treated, 21–40 are not. */
  change: {
    id: 'CH01',
    from: '2025-07-01',
    costPerTicket: -6,
    nps: 0,
    revenue: 0,
    unitsPerArm: 20,
    trendPerMonth: 0.08,
  },
  /** The app does better in every segment and worse overall, because most businesses use it. */
  simpson: {
    appNpsEffect: 12,
    segmentNpsEffect: { household: 0, family: 5, business: -40 },
    appShare: { household: 0.12, family: 0.15, business: 0.7 },
  },
  /** From this day only so many businesses are invited: the NPS rises by mix alone. */
  mixShift: { from: '2026-01-01', businessInviteFactor: 0.3 },
  /** Next orders are worth `floor + slope · min(score, flatFrom)` times the usual, for `days` after the answer. */
  satisfactionMoney: { floor: 0.6, slope: 0.05, flatFrom: 8, days: 180, unknown: 0.9 },
  /** Share of checks that were kept. Calling back late costs the effort score `cesEffect` points of 7. */
  promises: { callBack: 0.93, refund: 0.9, cesEffect: -1.5 },
  /** Shares of top-two answers (4 or 5 of 5) on the same item. */
  perception: {
    punctuality: { executive: 0.9, manager: 0.85, staff: 0.62, customerOnTime: 0.7, customerLate: 0.1 },
    information: { executive: 0.85, manager: 0.8, staff: 0.6, customer: 0.58 },
    courtesy: { executive: 0.9, manager: 0.86, staff: 0.8 },
    price: { executive: 0.6, manager: 0.55, staff: 0.5, customer: 0.5 },
  },
  /** Chance that a delivered invitation is answered. */
  responseRate: { household: 0.36, family: 0.3, business: 0.14 },
  /** Weights behind the satisfaction with a delivery. Courtesy follows punctuality and has no weight of its own. */
  drivers: { punctuality: 0.55, information: 0.3, price: 0.15, courtesy: 0 },
  /** A follow-up call after a detractor's answer changes neither later scores nor leaving. */
  followUp: { share: 0.4, npsEffect: 0, churnEffect: 0 },
  /** Points of NPS, and points of the pulse, for one standard deviation of a unit's engagement. */
  employees: { npsPerDeviation: 6, pulsePerDeviation: 0.4 },
  /** Repair journeys: outcomes, and the share of solved ones that took a route nobody designed. */
  journeys: { solved: 0.8, unsolved: 0.08, abandoned: 0.12, offMapOfSolved: 0.38 },
  refunds: { late: 0.1, onTime: 0.03 },
  /**
   * Who is upset when opening a ticket; more of those who are called back late. The detector sees `sensitivity` of the
   * upset and takes `1 − specificity` of the others for upset. The expert labels the truth; the second labeller errs.
   */
  upset: { prevalence: 0.12, calledLate: 0.35, sensitivity: 0.8, specificity: 0.95, secondLabellerErrs: 0.045 },
  /** Mean of what is expected of an excellent company, 1 to 5: punctuality rises evenly, the others stay. */
  expectations: { askedShare: 0.6, punctuality: { from: 3.5, rise: 0.5 }, information: 3.8, price: 3.4, courtesy: 3.7 },
  /** Mean ratings of other companies, who stay unnamed. */
  benchmarks: {
    'competitor A': { punctuality: 3.8, information: 3.5, price: 3.2 },
    'competitor B': { punctuality: 3.3, information: 3.4, price: 3.6 },
    'company C': { punctuality: 4.2, information: 4.1, price: 3.5 },
  },
  /** One depot has no plan at all, one touchpoint of one product line a plan without an owner. */
  plans: { unitWithout: '037', withoutOwner: { productLine: 'garden', touchpoint: 'T06' } },
  /**
   * What is done after a late delivery: an effort is made mostly where the failure is minor, and changes nothing. Major
   * failures stand more often before leaving and bad scores.
   */
  recovery: { major: 0.25, majorIfLeaving: 0.3, majorIfDetractor: 0.25, effortMinor: 0.7, effortMajor: 0.1, effect: 0 },
  /**
   * Waiting in the phone line is exponential, and so is patience: 1 in 4 who wait give up. A callback is offered by
   * chance to half of the callers; those who use it do not wait, so that 20 % of all calls are given up.
   */
  calls: { meanWaitSeconds: 360, meanPatienceSeconds: 1080, callbackOffered: 0.5, callbackUsed: 0.4, abandoned: 0.2 },
  /** Share of deliveries stopped by the weather whose customers heard of it at least 12 hours before. */
  weather: { share: 0.25, informedInTime: 0.78 },
  /** A grid of eight statements at two posts: who ticks one column, and the chance to break off before each further item. */
  grid: {
    straightLined: { 'P-REL': 0.3, 'P-SUP': 0.03 },
    breaksOff: { 'P-REL': 0.04, 'P-SUP': 0.01 },
    skipped: 0.05,
  },
} as const;
