import type { CodeEntry } from './code-entry.ts';

/** About causes, churn and money. */
export const moneyCodes = {
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
  'driver-as-effect': {
    effect: 'refuse',
    message: 'Importance is not effect. What changing {driver} would do needs a named change.',
    hint: 'Make the change somewhere first and measure it with the analysis financial-linkage.',
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
  'few-clusters': {
    effect: 'refuse',
    message: 'Only {g} units per arm. Standard errors need at least 10; a permutation test is offered.',
    hint: 'Read the permutation p-value, or bring more units.',
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
  'no-control': {
    effect: 'refuse',
    message:
      'There is no comparison group and fewer than 8 points before the change. Before/after alone cannot show an effect.',
    hint: 'Bind units or customers that the change did not touch.',
  },
  'nps-calculator': {
    effect: 'refuse',
    message:
      'Points of NPS cannot be turned into money. Name a change and measure its effect on cost, revenue and experience.',
    hint: 'Use the analysis financial-linkage.',
  },
  'other-too-big': {
    effect: 'refuse',
    message: '{share} of the causes are “other” (limit 20 %). Code them before ranking.',
    hint: 'Read a sample of the “other” cases and name their causes.',
  },
  'ph-violated': {
    effect: 'refuse',
    message: 'The hazard ratio changes over time (p = {p}). Restricted mean time is shown instead.',
    hint: 'Compare restricted mean times.',
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
  'reason-not-cause': {
    effect: 'withhold',
    message: 'A stated reason is evidence, not a cause.',
    hint: 'Say “named as the reason”.',
  },
  'sla-only': {
    effect: 'refuse',
    message: 'The goal is only how fast cases are closed. Add what happens to the customers afterwards.',
    hint: 'Bind customers or later answers.',
  },
  suppressor: {
    effect: 'warn',
    message: '{driver} correlates {correlates} but weighs {weighs}: it acts through the other drivers.',
    hint: 'Do not read its weight as advice.',
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
} as const satisfies Readonly<Record<string, CodeEntry>>;
