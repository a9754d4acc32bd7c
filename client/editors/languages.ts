import type { LanguageSupport } from '@codemirror/language';

/** Languages of cell bodies, each loaded when the first cell of it is shown. */
const loaders: ReadonlyMap<string, () => Promise<LanguageSupport>> = new Map([
  ['sql', loadSql],
  ['yaml', async () => (await import('@codemirror/lang-yaml')).yaml()],
  ['markdown', async () => (await import('@codemirror/lang-markdown')).markdown()],
  ['javascript', async () => (await import('@codemirror/lang-javascript')).javascript()],
]);

const loaded = new Map<string, Promise<LanguageSupport>>();

/** Null for a language without a grammar: its text is shown plain. */
export function loadLanguage(name: string): Promise<LanguageSupport> | null {
  const loader = loaders.get(name);
  if (!loader) return null;
  const language = loaded.get(name) ?? loader();
  loaded.set(name, language);
  return language;
}

const duckdbWords =
  'anti asof by describe exclude filter from ilike pivot positional qualify replace sample semi summarize unpivot using window';

async function loadSql(): Promise<LanguageSupport> {
  const { PostgreSQL, sql, SQLDialect } = await import('@codemirror/lang-sql');
  const { keywords = '' } = PostgreSQL.spec;
  const dialect = SQLDialect.define({ ...PostgreSQL.spec, keywords: `${keywords} ${duckdbWords}`, specialVar: '$' });
  return sql({ dialect });
}
