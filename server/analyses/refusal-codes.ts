/** What a refusal does: no number at all, a label or order or colour held back, or a note beside the number. */
export type Effect = 'refuse' | 'withhold' | 'warn';

interface CodeEntry {
  readonly effect: Effect;
  /** A plain sentence; `{name}` stands for a detail. */
  readonly message: string;
  /** The way out. */
  readonly hint: string;
}

/** Everything that an analysis may refuse, withhold or warn of. Wording may be translated, codes never change. */
export const refusalCodes = {
  'adherence-as-experience': {
    effect: 'withhold',
    message:
      'Following the map is not the same as a good experience. Completion of the customer’s own goal is shown instead.',
    hint: 'Judge a journey by whether customers reached what they came for.',
  },
  'adjusted-for-outcome': {
    effect: 'warn',
    message:
      '{segment} may have been decided after the thing studied. Adjusting for it can create a difference that is not there.',
    hint: 'Adjust only for what was decided before.',
  },
  anecdote: {
    effect: 'withhold',
    message: '{n} comments are an anecdote, not evidence. At least 10 are needed.',
    hint: 'Collect more before anything is concluded.',
  },
  'bad-weights': {
    effect: 'refuse',
    message: 'The weights cannot be used: all are zero, or one is negative or missing.',
    hint: 'Bind a column of positive weights, or none.',
  },
  'beyond-data': {
    effect: 'refuse',
    message: 'No data beyond {limit}. The curve ends where the observations end.',
    hint: 'Ask within the observed range.',
  },
  'beyond-last-event': {
    effect: 'refuse',
    message: 'The last event was at {t}. Survival after that is not known.',
    hint: 'Ask for a shorter horizon.',
  },
  'causal-wording': {
    effect: 'refuse',
    message:
      '“{word}” claims a cause; the evidence is {grade}. Say “is associated with” or “was followed by”, or bring a design of grade E3.',
    hint: 'The analysis financial-linkage measures the effect of a named change.',
  },
  'causes-exceed-total': {
    effect: 'refuse',
    message:
      'Causes add up to {sum}, but only {total} exist: customers with several causes were counted more than once.',
    hint: 'Use the allocated column: it shares each customer out among the causes.',
  },
  'churn-counted-twice': {
    effect: 'refuse',
    message: 'The loss of these customers is already counted in {where}.',
    hint: 'Leave one of the two out.',
  },
  collinear: {
    effect: 'refuse',
    message: '{column} follows exactly from the other columns, so their parts cannot be told apart.',
    hint: 'Leave it out.',
  },
  'constant-column': {
    effect: 'refuse',
    message: '{column} is the same for everybody here: it can explain nothing.',
    hint: 'Leave it out, or look at more groups.',
  },
  'constant-outcome': {
    effect: 'refuse',
    message: 'The outcome is the same for everybody here ({n} cases): there is nothing to explain.',
    hint: 'Look at a longer time or at more groups.',
  },
  'deviation-not-error': {
    effect: 'withhold',
    message: 'Customers left the designed path. That is a difference, not an error.',
    hint: 'Look at how such journeys ended.',
  },
  'diff-unreliable': {
    effect: 'warn',
    message: 'The reliability of this difference is {rho}, below 0.7. Much of it is measurement noise.',
    hint: 'Report expectation and perception apart.',
  },
  'driver-as-effect': {
    effect: 'refuse',
    message: 'Importance is not effect. What changing {driver} would do needs a named change.',
    hint: 'Make the change somewhere first and measure it with the analysis financial-linkage.',
  },
  ecological: {
    effect: 'refuse',
    message: 'A relation between units says nothing about single persons in them.',
    hint: 'Say “units where …”, not “employees who …”.',
  },
  'emotion-as-goal': {
    effect: 'refuse',
    message: 'Emotion is a signal to act on one interaction. It cannot be a goal or a result.',
    hint: 'Set the goal on what the interaction should end in.',
  },
  'emotion-intensity': {
    effect: 'refuse',
    message: 'Emotion is recorded as present or absent. Values such as {value}, scales and averages are not accepted.',
    hint: 'Bind a Boolean column.',
  },
  'empty-group': {
    effect: 'refuse',
    message: 'One of the groups that are compared has nobody in it{which}.',
    hint: 'Check how the groups are told apart.',
  },
  'epv-low': {
    effect: 'refuse',
    message: '{events} events for {variables} variables: {epv} each, at least 10 are needed.',
    hint: 'Use fewer variables, or a longer horizon.',
  },
  'exposed-not-at-stake': {
    effect: 'withhold',
    message:
      'This is all revenue of the affected customers (exposed). The part at stake is the extra loss the cause brings, shown separately.',
    hint: 'Quote “at stake”, with its interval.',
  },
  'fan-out-refused': {
    effect: 'refuse',
    message: 'The join repeats rows {factor} times; {column} would be summed more than once.',
    hint: 'Aggregate to one row a customer first.',
  },
  'few-clusters': {
    effect: 'refuse',
    message: 'Only {g} units per arm. Standard errors need at least 10; a permutation test is offered.',
    hint: 'Read the permutation p-value, or bring more units.',
  },
  'gap-unit-mismatch': {
    effect: 'refuse',
    message: 'The two sides differ in {what} ({left} against {right}). A gap needs the same question, scale and unit.',
    hint: 'Ask both sides the same item on the same scale.',
  },
  imbalance: {
    effect: 'refuse',
    message:
      'After matching, {covariate} still differs (standardised difference {smd}, limit 0.1), or was measured after the change.',
    hint: 'Match on fewer or coarser columns, all from before the change.',
  },
  'immortal-time': {
    effect: 'refuse',
    message: 'Customers must stay long enough to be counted as {group}. Set a landmark date and start the clock there.',
    hint: 'Add a landmark.',
  },
  'impossible-margins': {
    effect: 'refuse',
    message: 'No weights can meet these margins: {margin} has nobody in the sample.',
    hint: 'Merge that category with another.',
  },
  'k-anon': {
    effect: 'refuse',
    message: 'Fewer than {k} persons in {cells} of the cells. They are not shown.',
    hint: 'Merge small units, or look at a longer time.',
  },
  'labels-unreliable': {
    effect: 'refuse',
    message: 'Labellers agree at κ = {kappa}, below 0.6. The detector cannot be validated on these labels.',
    hint: 'Write clearer instructions and label again.',
  },
  'low-response': {
    effect: 'withhold',
    message: '{rr} answered and nothing is weighted. Say “respondents”, not “our customers”.',
    hint: 'Weight by what is known of everybody, and show the bounds.',
  },
  'matrix-not-pd': {
    effect: 'refuse',
    message: 'The correlation matrix is not consistent (pairwise deletion). Use complete cases.',
    hint: 'Leave out items that few people answer.',
  },
  'mean-wait-only': {
    effect: 'refuse',
    message: 'A mean hides long waits and abandoned ones. Quantiles with abandonment are shown.',
    hint: 'Quote the median and the 90th percentile.',
  },
  multiplicity: {
    effect: 'warn',
    message: 'p = {p} was found among {m} comparisons; q = {q}. Publish m and q with it.',
    hint: 'Confirm it on data that nobody has looked at yet.',
  },
  'n-too-small': {
    effect: 'refuse',
    message: 'Only {n} answers. Nothing is shown below 10.',
    hint: 'Look at a longer time, or at larger groups.',
  },
  'no-baseline': {
    effect: 'refuse',
    message: 'There are {n} points; at least 8 are needed for a baseline. Measuring starts today.',
    hint: 'Come back when there are 8.',
  },
  'no-consent': {
    effect: 'refuse',
    message: '{n} customers have not agreed to the purpose “{purpose}” and are left out.',
    hint: 'Ask for consent, or for another purpose.',
  },
  'no-control': {
    effect: 'refuse',
    message:
      'There is no comparison group and fewer than 8 points before the change. Before/after alone cannot show an effect.',
    hint: 'Bind units or customers that the change did not touch.',
  },
  'no-events': {
    effect: 'refuse',
    message: 'Nothing happened to any of the {n} during the time observed.',
    hint: 'Observe longer.',
  },
  'no-purpose': {
    effect: 'refuse',
    message: '{column} has no declared purpose for this use.',
    hint: 'Declare one in the model file.',
  },
  'not-converged': {
    effect: 'refuse',
    message: 'The model has no stable answer on these data.',
    hint: 'Use fewer columns, or coarser ones.',
  },
  'not-understood': {
    effect: 'withhold',
    message: 'Heard, not understood: no reason, driver or journey is linked to this score.',
    hint: 'Bind reasons, or read the score beside key-drivers or journey-drift.',
  },
  'nps-calculator': {
    effect: 'refuse',
    message:
      'Points of NPS cannot be turned into money. Name a change and measure its effect on cost, revenue and experience.',
    hint: 'Use the analysis financial-linkage.',
  },
  'one-side-only': {
    effect: 'warn',
    message: '{side} experience is missing here: customers and employees belong side by side.',
    hint: 'Bind the other side.',
  },
  'other-too-big': {
    effect: 'refuse',
    message: '{share} of the causes are “other” (limit 20 %). Code them before ranking.',
    hint: 'Read a sample of the “other” cases and name their causes.',
  },
  'out-of-scale': {
    effect: 'refuse',
    message: '{n} values of {column} lie outside of its scale ({scale}).',
    hint: 'Repair them at the source, or declare the scale that was used.',
  },
  'overlapping-ranks': {
    effect: 'withhold',
    message: 'The intervals overlap: no order can be claimed.',
    hint: 'Speak of groups that can be told apart.',
  },
  'path-experience-assumed': {
    effect: 'withhold',
    message: 'Path and experience are rarely tied directly. Only the measured association is shown.',
    hint: 'Bind answers to see whether there is one.',
  },
  'phase-uncovered': {
    effect: 'withhold',
    message: 'No feedback is collected {phase} the transaction: “monitored” is withheld.',
    hint: 'Open a listening post there.',
  },
  'ph-violated': {
    effect: 'refuse',
    message: 'The hazard ratio changes over time (p = {p}). Restricted mean time is shown instead.',
    hint: 'Compare restricted mean times.',
  },
  'plan-hole': {
    effect: 'warn',
    message: '{place} has no {what}.',
    hint: 'Give it one, or decide that it needs none.',
  },
  'point-without-range': {
    effect: 'refuse',
    message: 'A single value hides the uncertainty. The range is needed.',
    hint: 'Bind what the value is estimated from, not the value.',
  },
  'pretrend-failed': {
    effect: 'refuse',
    message: 'Treated and control were already drifting apart before the change (p = {p}).',
    hint: 'Choose another comparison group.',
  },
  'prevalence-not-estimable': {
    effect: 'refuse',
    message: 'With this detector the true share cannot be estimated.',
    hint: 'Improve the detector: sensitivity and specificity must add up to clearly more than 1.',
  },
  'promise-unverifiable': {
    effect: 'withhold',
    message: '“{wording}” has no measure. Its status is unverifiable, not kept.',
    hint: 'Say what would show that it is kept, and measure that.',
  },
  'purpose-denied': {
    effect: 'refuse',
    message: '{message}',
    hint: 'Ask for a purpose that the data were collected for.',
  },
  'rate-as-quality': {
    effect: 'withhold',
    message: 'A higher response rate is not by itself less bias. Look at who is missing.',
    hint: 'Read who answered beside who was asked.',
  },
  'reason-not-cause': {
    effect: 'withhold',
    message: 'A stated reason is evidence, not a cause.',
    hint: 'Say “named as the reason”.',
  },
  'recovery-paradox': {
    effect: 'refuse',
    message:
      'Customers with a repaired failure are not shown to be happier than those without one: the interval includes 0.',
    hint: 'Say that repair goes with less loss, if that is what the table shows.',
  },
  'rise-without-change': {
    effect: 'refuse',
    message: 'The score moved, but no change is linked. It cannot be published as a result.',
    hint: 'Name the change in the options, or publish it as an observation.',
  },
  'score-without-n': {
    effect: 'refuse',
    message: 'A score needs its n.',
    hint: 'Bind the answers, not a table of scores.',
  },
  selection: {
    effect: 'warn',
    message: 'Who got the repair effort was not random: easy cases may have been chosen.',
    hint: 'Read the matched comparison, not the plain one.',
  },
  'sentiment-without-cause': {
    effect: 'refuse',
    message: 'This chart shows feeling but no cause. Link a cause or driver before publishing.',
    hint: 'Bind causes of the same interactions.',
  },
  separation: {
    effect: 'refuse',
    message: '{variable} predicts the outcome perfectly in this sample; the model has no finite answer.',
    hint: 'Show the table of counts instead, or merge rare groups.',
  },
  'silence-has-no-reason': {
    effect: 'refuse',
    message: 'Silent customers gave no reason. None can be inferred.',
    hint: 'Ask some of them, and read the answers.',
  },
  'simpson-reversal': {
    effect: 'refuse',
    message: 'The difference turns round within {segment}. Show both or neither.',
    hint: 'Publish the table of both, with this sentence.',
  },
  'single-post': {
    effect: 'withhold',
    message: 'One listening post is not the voice of the customer.',
    hint: 'Open posts where customers meet you otherwise.',
  },
  'single-source': {
    effect: 'withhold',
    message: 'One kind of source: this is an observation. An insight needs at least two kinds.',
    hint: 'Add operational or financial data beside the survey.',
  },
  'sla-only': {
    effect: 'refuse',
    message: 'The goal is only how fast cases are closed. Add what happens to the customers afterwards.',
    hint: 'Bind customers or later answers.',
  },
  'small-n': {
    effect: 'warn',
    message: 'Only {n} answers: read with care.',
    hint: 'Read the interval, not the value.',
  },
  'stale-data': {
    effect: 'withhold',
    message: 'Last data are {days} days old; expected every {cadence}.',
    hint: 'Find out why the feed has stopped.',
  },
  suppressor: {
    effect: 'warn',
    message: '{driver} correlates {correlates} but weighs {weighs}: it acts through the other drivers.',
    hint: 'Do not read its weight as advice.',
  },
  'survey-unhealthy': {
    effect: 'withhold',
    message: '{share} of the answers look mechanical, or drop-off is high. The score is greyed.',
    hint: 'Shorten the survey, and leave mechanical answers out.',
  },
  'too-few': {
    effect: 'refuse',
    message: 'There are {n} observations; at least {needed} are needed.',
    hint: 'Look at a longer time, or ask a simpler question.',
  },
  'too-many': {
    effect: 'refuse',
    message: 'There are {n} of them; at most {limit} can be handled.',
    hint: 'Leave some out, or merge them.',
  },
  'unpaired-gap': {
    effect: 'warn',
    message: 'Expectation and perception come from different people: the gap is not paired.',
    hint: 'Ask both questions of the same people.',
  },
  'unvalidated-churn': {
    effect: 'refuse',
    message: 'No observation window has passed yet. This is a stated risk, not predicted churn.',
    hint: 'Wait until the horizon has passed after the answers.',
  },
  'vif-high': {
    effect: 'withhold',
    message: '{drivers} move together (VIF {vif}). They are shown as one group.',
    hint: 'Act on the group, or ask fewer, clearer questions.',
  },
  'weights-extreme': {
    effect: 'warn',
    message: 'The largest weight is {ratio} times the median; effective n is {neff}. Trim and rake again.',
    hint: 'Merge small categories, or trim.',
  },
  'within-noise': {
    effect: 'withhold',
    message: 'The change lies within normal variation. No arrow, no colour.',
    hint: 'Wait for more data before anybody is praised or blamed.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;

/** In process and in YAML kebab-case; GraphQL's enum is the same in capitals with underscores. */
export type RefusalCode = keyof typeof refusalCodes;

/** The codes, in order of the alphabet. */
export const refusalCodeNames = Object.keys(refusalCodes) as readonly RefusalCode[]; // the keys of the literal above
