import { registry } from '../lib/registry.ts';
import { churn } from './churn.ts';
import { closedLoop } from './closed-loop.ts';
import { costOfPoorExperience } from './cost-of-poor-experience.ts';
import { emotionSignal } from './emotion-signal.ts';
import { employeeBesideCustomer } from './employee-beside-customer.ts';
import { expectations } from './expectations.ts';
import { financialLinkage } from './financial-linkage.ts';
import { freshness } from './freshness.ts';
import { journeyDrift } from './journey-drift.ts';
import { keyDrivers } from './key-drivers.ts';
import { listeningCoverage } from './listening-coverage.ts';
import { mixShift } from './mix-shift.ts';
import { npsPlus } from './nps-plus.ts';
import { outerLoop } from './outer-loop.ts';
import { ownOutcome } from './own-outcome.ts';
import { perceptionGap } from './perception-gap.ts';
import { phaseMonitor } from './phase-monitor.ts';
import { planCoverage } from './plan-coverage.ts';
import { promiseAudit } from './promise-audit.ts';
import { responseFunnel } from './response-funnel.ts';
import { satisfactionMoney } from './satisfaction-money.ts';
import { score } from './score.ts';
import { scoreChange } from './score-change.ts';
import { serviceRecovery } from './service-recovery.ts';
import { silentChurners } from './silent-churners.ts';
import { solutionCost } from './solution-cost.ts';
import { surveyHealth } from './survey-health.ts';
import { waiting } from './waiting.ts';

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
