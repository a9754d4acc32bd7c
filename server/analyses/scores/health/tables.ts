import { wilson } from '../../../stats/intervals/wilson.ts';
import type { FindingChart, FindingTable } from '../../contract/finding.ts';
import type { ScoreInstrument } from '../score-instrument.ts';
import {
  type ChannelRate,
  type HealthLimits,
  isUnhealthy,
  mechanicalShare,
  type Survey,
  type SurveyItem,
  type SurveyScore,
} from './rows.ts';

const percent = { type: 'real', format: 'percent' } as const;

/** The health card: one row a survey. */
export function surveysTable(surveys: readonly Survey[], limits: HealthLimits): FindingTable {
  return {
    name: 'surveys',
    title: 'Health of the surveys',
    columns: [
      { name: 'survey', label: 'Survey', type: 'string' },
      { name: 'questionnaires', label: 'Questionnaires', type: 'integer' },
      { name: 'items', label: 'Items', type: 'integer' },
      { name: 'straight', label: 'Straight lines', ...percent },
      { name: 'hurried', label: 'Hurried', ...percent },
      { name: 'mechanical', label: 'Mechanical', ...percent },
      { name: 'low', label: 'Low', ...percent },
      { name: 'high', label: 'High', ...percent },
      { name: 'broken_off', label: 'Broken off', ...percent },
      { name: 'median_duration', label: 'Median duration', type: 'real', format: 'decimal' },
      { name: 'healthy', label: 'Healthy', type: 'boolean' },
    ],
    rows: surveys.map((survey) => {
      const { n, items, straight, told, hurried, mechanical, brokenOff, medianDuration } = survey;
      const bounds = wilson(mechanical, told);
      const straightShare = told > 0 ? straight / told : null;
      const [hurriedShare, offShare] = [
        hurried === null ? null : hurried / n,
        brokenOff === null ? null : brokenOff / n,
      ];
      const shares = [
        straightShare,
        hurriedShare,
        mechanicalShare(survey),
        bounds?.low ?? null,
        bounds?.high ?? null,
        offShare,
      ];
      return [survey.survey, n, items, ...shares, medianDuration, !isUnhealthy(survey, limits)];
    }),
  };
}

/** Shown, skipped, forced, and what for: one row an item. */
export function itemsTable(items: readonly SurveyItem[]): FindingTable {
  return {
    name: 'items',
    title: 'Items',
    columns: [
      { name: 'position', label: 'Position', type: 'real', format: 'integer' },
      { name: 'item', label: 'Item', type: 'string' },
      { name: 'shown', label: 'Shown', type: 'integer' },
      { name: 'skipped', label: 'Skipped', ...percent },
      { name: 'forced', label: 'Forced', type: 'boolean' },
      { name: 'decision', label: 'Used for', type: 'string' },
    ],
    rows: items
      .filter(({ shown }) => shown >= 10)
      .map(({ position, item, shown, skipped, forced, decision }) => [
        position,
        item,
        shown,
        skipped / shown,
        forced,
        decision,
      ]),
  };
}

interface Grey {
  readonly instrument: ScoreInstrument;
  /** Surveys whose scores are grey. */
  readonly ill: readonly string[];
}

/** Scores with and without mechanical questionnaires. */
export function scoresTable(scores: readonly SurveyScore[], { instrument, ill }: Grey): FindingTable {
  const score = { type: 'real', format: instrument.format } as const;
  return {
    name: 'scores',
    title: `${instrument.label} with and without mechanical questionnaires`,
    columns: [
      { name: 'survey', label: 'Survey', type: 'string' },
      { name: 'score', label: instrument.label, ...score },
      { name: 'low', label: 'Low', ...score },
      { name: 'high', label: 'High', ...score },
      { name: 'answers', label: 'Answers', type: 'integer' },
      { name: 'careful', label: 'Without mechanical', ...score },
      { name: 'careful_answers', label: 'Answers', type: 'integer' },
      { name: 'grey', label: 'Grey', type: 'boolean' },
    ],
    rows: scores.map(({ survey, n, all, careful, carefulN }) => {
      const bounds = [all.interval?.low ?? null, all.interval?.high ?? null];
      return [survey, all.value, ...bounds, n, careful?.value ?? null, carefulN, ill.includes(survey)];
    }),
  };
}

/** Which channels people answer by. */
export function channelsTable(channels: readonly ChannelRate[]): FindingTable {
  return {
    name: 'channels',
    title: 'Answers by channel',
    columns: [
      { name: 'channel', label: 'Channel', type: 'string' },
      { name: 'invited', label: 'Invited', type: 'integer' },
      { name: 'answered', label: 'Answered', type: 'integer' },
      { name: 'rate', label: 'Response rate', ...percent },
      { name: 'low', label: 'Low', ...percent },
      { name: 'high', label: 'High', ...percent },
    ],
    rows: channels.map(({ channel, invited, answered }) => {
      const bounds = wilson(answered, invited);
      return [channel, invited, answered, answered / invited, bounds?.low ?? null, bounds?.high ?? null];
    }),
  };
}

/** Mechanical questionnaires by survey; those of unhealthy surveys stand out. */
export function healthChart(): FindingChart {
  const axis = { format: '%' };
  return {
    name: 'surveys',
    title: 'Questionnaires that look mechanical',
    table: 'surveys',
    spec: {
      encoding: {
        y: { field: 'survey', type: 'nominal', title: null },
        opacity: { condition: { test: 'datum.healthy', value: 1 }, value: 0.5 },
      },
      layer: [
        {
          mark: 'rule',
          encoding: { x: { field: 'low', type: 'quantitative', axis, title: 'Mechanical' }, x2: { field: 'high' } },
        },
        { mark: { type: 'point', filled: true }, encoding: { x: { field: 'mechanical', type: 'quantitative' } } },
      ],
    },
    summary: 'The share of questionnaires of each survey that look mechanical, with 95 % intervals.',
  };
}
