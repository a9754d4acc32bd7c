import type { FastifyInstance } from 'fastify';
import type { Model } from '../model/model.ts';
import { type CellParts, cellRoutes } from './cells.ts';
import { type DatasetParts, datasetRoutes } from './datasets.ts';
import { type FileParts, resultRoutes } from './results.ts';
import { savedQueryRoutes } from './saved-queries.ts';
import { semanticRoutes } from './semantic-rest.ts';

/** Mounts what BI tools and scripts read beside GraphQL. */
export function mountFiles(
  http: FastifyInstance,
  parts: FileParts & CellParts & DatasetParts & { model(): Model },
): void {
  void http.register((scope, _options, done) => {
    // A form of a stranger's page can post plain text, but not JSON.
    scope.removeContentTypeParser('text/plain');
    resultRoutes(scope, parts);
    savedQueryRoutes(scope, parts);
    semanticRoutes(scope, parts);
    cellRoutes(scope, parts);
    datasetRoutes(scope, parts);
    done();
  });
}
