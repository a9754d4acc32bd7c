import { TrivetError } from '../../lib/errors.ts';
import { addDays, addSpan, daysBetween, lengths, startOfPeriod } from '../../query/calendar/period.ts';
import type { Option, Options } from '../contract/options.ts';

/** Periods of a series, and their names in the calendar. */
const periods = { week: 'WEEK', month: 'MONTH', quarter: 'QUARTER' } as const;

export type Period = keyof typeof periods;

const calendar = { weekStart: 'MONDAY', fiscalYearStart: 1 } as const;

/** Two spans of days, both ends included. */
export interface Windows {
  readonly from: string;
  readonly through: string;
  readonly beforeFrom: string;
  readonly beforeThrough: string;
}

/** The options that `windowsOf` reads. */
export const windowOptions: readonly Option[] = [
  {
    name: 'period',
    label: 'Period',
    description: 'Length of the points of the series.',
    type: 'choice',
    choices: Object.keys(periods),
    default: 'month',
  },
  {
    name: 'from',
    label: 'From',
    description: 'First day of what is looked at; by default the first of the last period with data.',
    type: 'date',
    default: null,
  },
  {
    name: 'through',
    label: 'Through',
    description: 'Last day of what is looked at; by default the last day with data.',
    type: 'date',
    default: null,
  },
  {
    name: 'before_from',
    label: 'Compared from',
    description: 'First day of what it is compared with, which ends where `from` begins; by default as many periods.',
    type: 'date',
    default: null,
  },
];

/** The period that the options name. */
export function periodOf(options: Options): Period {
  const named = options.text('period');
  return named === 'week' || named === 'quarter' ? named : 'month';
}

/** What is compared with what; throws `invalid-option` where the days are in no order. */
export function windowsOf(options: Options, lastDay: string): Windows {
  const grain = periods[periodOf(options)];
  const through = options.text('through') ?? lastDay;
  const from = options.text('from') ?? startOfPeriod(through, grain, calendar);
  const beforeFrom = options.text('before_from') ?? earlier(from, through, grain);
  if (from > through || beforeFrom >= from)
    throw new TrivetError(
      'invalid-option',
      `There is nothing from ${from} through ${through} compared from ${beforeFrom}.`,
      {
        hint: 'before_from lies before from, and from not after through, which is the last day with data by default.',
      },
    );
  return { from, through, beforeFrom, beforeThrough: addDays(from, -1) };
}

/** First day of the period after the one that begins on this day. */
export function nextPeriod(day: string, period: Period): string {
  return addSpan(day, lengths[periods[period]], 1);
}

/** Whole periods from the first to the last of a span of days. */
function earlier(from: string, through: string, grain: (typeof periods)[Period]): string {
  const span = lengths[grain];
  let count = 1;
  while (daysBetween(addSpan(from, span, count), through) >= 0) count++;
  return addSpan(from, span, -count);
}
