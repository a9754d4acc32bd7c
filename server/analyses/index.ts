import { registry } from '../lib/registry.ts';
import { churn } from './money/churn.ts';
import { closedLoop } from './money/closed-loop.ts';
import { costOfPoorExperience } from './money/cost-of-poor-experience.ts';
import { emotionSignal } from './voice/emotion-signal.ts';
import { employeeBesideCustomer } from './journeys/employee-beside-customer.ts';
import { expectations } from './voice/expectations.ts';
import { financialLinkage } from './money/financial-linkage.ts';
import { freshness } from './scores/freshness.ts';
import { journeyDrift } from './journeys/journey-drift.ts';
import { keyDrivers } from './money/key-drivers.ts';
import { listeningCoverage } from './voice/listening-coverage.ts';
import { mixShift } from './scores/mix-shift.ts';
import { npsPlus } from './money/nps-plus.ts';
import { outerLoop } from './money/outer-loop.ts';
import { ownOutcome } from './journeys/own-outcome.ts';
import { perceptionGap } from './voice/perception-gap.ts';
import { phaseMonitor } from './journeys/phase-monitor.ts';
import { planCoverage } from './journeys/plan-coverage.ts';
import { promiseAudit } from './voice/promise-audit.ts';
import { responseFunnel } from './scores/response-funnel.ts';
import { satisfactionMoney } from './money/satisfaction-money.ts';
import { score } from './scores/score.ts';
import { scoreChange } from './scores/score-change.ts';
import { serviceRecovery } from './journeys/service-recovery.ts';
import { silentChurners } from './voice/silent-churners.ts';
import { solutionCost } from './money/solution-cost.ts';
import { surveyHealth } from './scores/survey-health.ts';
import { waiting } from './journeys/waiting.ts';

/** The analyses, in order of name. */
export const analyses = registry([
  churn,
  closedLoop,
  costOfPoorExperience,
  emotionSignal,
  employeeBesideCustomer,
  expectations,
  financialLinkage,
  freshness,
  journeyDrift,
  keyDrivers,
  listeningCoverage,
  mixShift,
  npsPlus,
  outerLoop,
  ownOutcome,
  perceptionGap,
  phaseMonitor,
  planCoverage,
  promiseAudit,
  responseFunnel,
  satisfactionMoney,
  score,
  scoreChange,
  serviceRecovery,
  silentChurners,
  solutionCost,
  surveyHealth,
  waiting,
]);
