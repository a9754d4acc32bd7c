import { wireCode } from '../lib/errors.ts';
import type { Page } from '../pages/pages.ts';
import type { MutationResolvers, PageSummary, PageSummaryResolvers, QueryResolvers } from './generated.ts';
import { paramsOf } from './params.ts';
import { packFreshness, packKind, packProblem } from './pack.ts';

export const query: Pick<QueryResolvers, 'pages' | 'page'> = {
  pages: async (_parent, _arguments, context) => (await context.pages.list()).map(packPage),
  page: async (_parent, { slug }, context) => {
    const page = await context.pages.get(slug);
    return page === null ? null : packPage(page);
  },
};

export const mutation: Pick<MutationResolvers, 'publish'> = {
  publish: async (_parent, { notebook, params, message }, context) => {
    const published = await context.publish(notebook, paramsOf(params), message ?? null, context.viewer);
    return published.ok
      ? { __typename: 'Published', page: packPage(published.page), notes: published.notes.map(packProblem) }
      : { __typename: 'PublishRefused', refusals: published.refusals.map(packProblem) };
  },
};

/** Addresses as browsers reach them, below the path at which the server lies. */
export const pageSummary: Pick<PageSummaryResolvers, 'url'> = {
  url: ({ url }, _arguments, { basePath }) => `${basePath}${url}`,
};

/** A page as lists show it. */
export function packPage({ manifest, refreshProblem }: Page): PageSummary {
  return {
    slug: manifest.slug,
    title: manifest.title,
    description: manifest.description,
    version: manifest.version,
    publishedAt: manifest.publishedAt,
    url: `/p/${manifest.slug}`,
    label: manifest.label,
    kinds: manifest.kinds.map(packKind),
    sources: manifest.sources.map(packFreshness),
    refreshProblem:
      refreshProblem === null
        ? null
        : {
            code: wireCode(refreshProblem.code),
            severity: 'ERROR',
            message: refreshProblem.message,
            hint: null,
            choices: [],
            file: null,
            line: null,
            column: null,
            offset: null,
            length: null,
            subject: null,
          },
  };
}
