import type { NotebookEffect, NotebookState, Task } from './notebook-state.ts';
import { become, type Step } from './store.ts';

type NotebookStep = Step<NotebookState, NotebookEffect>;

/** Puts a task behind the others; one is on its way at a time, so that a run always follows the saves before it. */
export function enqueue(state: NotebookState, task: Task): NotebookStep {
  return proceed({ ...state, queue: [...state.queue, task] });
}

/** Starts the first task if none is on its way. */
export function proceed(state: NotebookState): NotebookStep {
  const [task] = state.queue;
  if (state.busy || !task || !state.header) return become(state);
  const { slug, params } = state;
  return {
    state: { ...state, busy: true },
    effects: [{ type: 'perform', slug, task, revision: state.header.revision, params }],
  };
}

/** Takes the first task away, after it ended. */
export function finish(state: NotebookState): { readonly state: NotebookState; readonly task: Task | undefined } {
  const [task, ...queue] = state.queue;
  return { state: { ...state, queue, busy: false }, task };
}

/** Joins steps: the state of the last, the effects of all. */
export function chain(first: NotebookStep, ...rest: readonly ((state: NotebookState) => NotebookStep)[]): NotebookStep {
  return rest.reduce<NotebookStep>((step, next) => {
    const following = next(step.state);
    return { state: following.state, effects: [...step.effects, ...following.effects] };
  }, first);
}
