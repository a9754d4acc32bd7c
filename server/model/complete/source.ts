import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Source } from '../model.ts';

/** Connector, path and options of `source: { csv: orders.csv, … }`; throws for what no connector can or may read. */
export function completeSource(
  spec: Readonly<Record<string, unknown>>,
  { connectors, trusted }: { readonly connectors: readonly string[]; readonly trusted: boolean },
): Source {
  const keys = Object.keys(spec);
  const named = connectors.filter((name) => keys.includes(name));
  const [connector] = named;
  if (keys.includes('sql') && !trusted) {
    throw new TrivetError('untrusted-sql', 'A source in SQL is not allowed in this workspace.', {
      hint: 'Read a file and derive columns with expr, or set trusted: true in trivet.yml.',
    });
  }
  if (connector === undefined) {
    const [first = ''] = keys;
    throw new TrivetError(
      'unknown-kind',
      first === '' ? 'The source names nothing.' : `There is no connector ${first}.`,
      {
        hint: didYouMean(first, connectors) ?? `Write { csv: file.csv }; there is: ${connectors.join(', ')}.`,
        choices: connectors,
      },
    );
  }
  if (named.length > 1) {
    throw new TrivetError('invalid-model', `The source names two connectors: ${named.join(' and ')}.`, {
      hint: 'Keep one.',
    });
  }
  const options = Object.fromEntries(Object.entries(spec).filter(([key]) => key !== connector));
  return { connector, path: checkedPath(spec[connector]), options };
}

function checkedPath(path: unknown): string {
  if (typeof path !== 'string' || path === '') {
    throw new TrivetError('invalid-model', 'The source has no path.', {
      hint: 'Name a file or a pattern, such as data/*.csv.',
    });
  }
  const parts = path.split(/[/\\]/);
  const absolute = parts[0] === '' || /^[A-Za-z]:/.test(path) || /^[a-z][a-z0-9+.-]*:\/\//i.test(path);
  if (absolute || parts.includes('..') || path.includes('\0')) {
    throw new TrivetError('invalid-model', `The source ${path} lies outside of the workspace.`, {
      hint: 'Name a file below the workspace; a folder elsewhere is named by data: in trivet.yml, and its files relative to it.',
    });
  }
  return path;
}
