import { serveJobs } from '../../lib/serve-jobs.ts';
import type { RunRequest } from './create-sandbox.ts';
import { type Context, prepareContext } from './context.ts';
import { runCode } from './run-code.ts';

let next: Promise<Context> | null = prepareContext();

serveJobs(async (request: RunRequest, isAbandoned) => {
  const context = await (next ?? prepareContext());
  next = null;
  try {
    return runCode(context, request, isAbandoned);
  } finally {
    // After the answer has left: the next run finds a context that is ready.
    setImmediate(() => {
      next ??= prepareContext();
    });
  }
});
