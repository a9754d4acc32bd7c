import { churnBase } from './churn.ts';
import { customerBase, customerFile } from './customers.ts';
import { financeFiles } from './finance.ts';
import { journeyFiles } from './journeys.ts';
import { orderBase, orderFiles } from './orders.ts';
import { peopleFiles } from './people.ts';
import { promiseFiles } from './promises.ts';
import { reasonBase } from './reasons.ts';
import { referenceFiles } from './reference.ts';
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
  ];
}
