import { TrivetError } from '../lib/errors.ts';
import type { Viewer } from '../model/viewer.ts';
import type { GivenParameters, Notebooks, NotebookView } from '../notebook/view.ts';
import type { PageSource } from './page-source.ts';
import type { Pages, Published } from './pages.ts';

/** Runs a notebook with these values and freezes it, or says why not. Throws `unknown-notebook`. */
export async function publishNotebook(
  parts: { readonly notebooks: Notebooks; readonly pages: Pages },
  request: {
    readonly notebook: string;
    readonly params: GivenParameters;
    readonly message: string | null;
    /** Who publishes: the page shows what they see, under the thresholds that bind pages. */
    readonly viewer: Viewer;
  },
): Promise<Published> {
  const session = await parts.notebooks.open(request.notebook, { ...request.viewer, channel: 'page' });
  const view = await session.run({ params: request.params, wait: true, lane: 'background' });
  const refused = view.problems.find(({ severity }) => severity === 'error');
  if (refused !== undefined) {
    throw new TrivetError('publish-refused', `${view.slug} cannot be published: ${refused.message}`, {
      hint: refused.hint ?? undefined,
    });
  }
  return parts.pages.publish(sourceOf(view), request.message);
}

function sourceOf(view: NotebookView): PageSource {
  const { header } = view.document;
  return {
    slug: view.slug,
    title: header.title,
    description: header.description,
    purpose: header.purpose,
    text: view.text,
    parameters: header.params,
    values: view.values,
    cells: view.cells.map(({ cell, output, state, unstable }) => ({ cell, output, state, unstable })),
  };
}
