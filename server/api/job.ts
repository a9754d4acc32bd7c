import { TrivetError } from '../lib/errors.ts';
import { hasEnded, type MetricJob } from '../engine/metric-jobs.ts';
import type { ApiContext } from './context.ts';
import { eventStream } from './event-stream.ts';
import { errorOf } from './graphql/format-error.ts';
import type { JobResolvers, MutationResolvers, QueryResolvers, SubscriptionResolvers } from './generated.ts';
import { queryOfInput } from './query-input.ts';

export const query: Pick<QueryResolvers, 'job'> = {
  job: (_parent, { id }, context) => context.jobs.find(id, context.viewer),
};

export const mutation: Pick<MutationResolvers, 'startMetricQuery' | 'cancelJob'> = {
  startMetricQuery: (_parent, { input }, context, info) =>
    context.jobs.start(queryOfInput(input, info.schema), context.viewer),
  cancelJob: (_parent, { id }, context) => context.jobs.cancel(id, context.viewer) ?? gone(id),
};

export const subscription: Pick<SubscriptionResolvers, 'jobChanged'> = {
  jobChanged: {
    // Looked for before the first event, so that a job that is not there is an answer and not a stream that breaks.
    subscribe: async (_parent, { id }, context) =>
      jobChanges(context, context.jobs.find(id, context.viewer) ?? gone(id)),
  },
};

export const job: JobResolvers = {
  error: ({ error }) => (error === null ? null : errorOf(error)),
};

async function* jobChanges(context: ApiContext, first: MetricJob): AsyncGenerator<{ readonly jobChanged: MetricJob }> {
  yield { jobChanged: first };
  if (hasEnded(first)) return;
  const changes = eventStream<MetricJob>(
    (listener) => {
      const stop = context.jobs.subscribe(first.id, listener);
      const now = context.jobs.find(first.id, context.viewer);
      if (now !== null && now !== first) listener(now);
      return stop;
    },
    (_waiting, latest) => [latest],
    context.signal,
  );
  for await (const changed of changes) {
    yield { jobChanged: changed };
    if (hasEnded(changed)) return;
  }
}

function gone(id: string): never {
  throw new TrivetError('result-expired', `There is no job ${id}, or no more.`, {
    hint: 'A job is kept for 15 minutes after its end; start it again.',
  });
}
