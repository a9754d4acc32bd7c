import type { Option } from '../../contract/options.ts';

/** Which design, when a case has ended, and which answers belong to it: what every analysis of journeys can be told. */
export const journeyOptions: readonly Option[] = [
  {
    name: 'design',
    label: 'Design',
    description: 'The designed journey to look at, where there are several.',
    type: 'text',
    default: null,
  },
  {
    name: 'reached',
    label: 'Goal',
    description: 'Outcomes that count as reached; left out: the intended outcome of the design.',
    type: 'texts',
    default: null,
  },
  {
    name: 'open_days',
    label: 'Days until a case has ended',
    description: 'A case without an outcome is under way until so many days after its last step, and left out.',
    type: 'integer',
    min: 0,
    max: 3650,
    default: 30,
  },
  {
    name: 'answer_days',
    label: 'Days in which an answer belongs to a case',
    description: 'Answers later after the end of a case are about something else.',
    type: 'integer',
    min: 1,
    max: 3650,
    default: 30,
  },
];
