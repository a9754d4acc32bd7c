import { callFiles } from './calls.ts';
import { churnBase } from './churn.ts';
import { customerBase, customerFile } from './customers.ts';
import { expectationFiles } from './expectations.ts';
import { failureFiles } from './failures.ts';
import { financeFiles } from './finance.ts';
import { gridFiles } from './grid.ts';
import { journeyFiles } from './journeys.ts';
import { orderBase, orderFiles } from './orders.ts';
import { outsideFiles } from './outside.ts';
import { peopleFiles } from './people.ts';
import { planFiles } from './plans.ts';
import { promiseFiles } from './promises.ts';
import { reasonBase } from './reasons.ts';
import { referenceFiles } from './reference.ts';
import { signalFiles } from './signals.ts';
import type { Extent, Step } from './step.ts';
import { phraseBase, surveyFiles } from './survey-files.ts';
import { answerBase, inviteBase } from './surveys.ts';
import { followUpBase, requestBase, ticketFiles } from './tickets.ts';

/**
 * potential orders → deliveries → requests → invitations → answers → follow-ups → who leaves, given who was heard
 * → files, without what would have happened after somebody left
 */
export function allSteps(extent: Extent): readonly Step[] {
  return [
    ...referenceFiles(),
    ...customerBase(extent),
    ...orderBase(),
    ...requestBase(),
    ...inviteBase(),
    ...answerBase(),
    ...reasonBase(),
    ...followUpBase(),
    ...churnBase(),
    ...customerFile(),
    ...orderFiles(),
    ...ticketFiles(),
    ...phraseBase(),
    ...surveyFiles(),
    ...financeFiles(),
    ...journeyFiles(),
    ...peopleFiles(),
    ...promiseFiles(),
    ...callFiles(),
    ...signalFiles(),
    ...expectationFiles(),
    ...gridFiles(),
    ...failureFiles(),
    ...planFiles(),
    ...outsideFiles(),
  ];
}
