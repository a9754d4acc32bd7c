/** Every code a caller can meet, with what it means. Public API: a code is never renamed, only added. */
export const errorMeanings = {
  // names
  'unknown-metric': 'No metric has this name.',
  'unknown-dimension': 'No dimension has this name.',
  'unknown-dataset': 'No dataset has this name.',
  'unknown-column': 'The dataset has no column, measure or dimension of this name.',
  'unknown-path': 'No chain of joins with at most one match leads this way.',
  'unknown-purpose': 'The query names no purpose, or one that no dataset knows.',
  'unknown-notebook': 'No notebook has this slug.',
  'unknown-cell': 'The notebook has no cell with this id or name.',
  'unknown-page': 'There is no such page, or its snapshot is damaged.',
  'unknown-parameter': 'No parameter has this name.',
  'unknown-key': 'A key that nobody reads: most often a misspelt one.',
  'unknown-kind': 'There is no connector, kind of metric or kind of cell of this name.',
  // model files
  'invalid-yaml': 'The file is not valid YAML.',
  'invalid-model': 'A model file says something that cannot hold.',
  'duplicate-name': 'Two things have one name; the first counts.',
  'reserved-name': 'The name is kept for something else.',
  'missing-file': 'No file lies at this path or matches this pattern.',
  'untrusted-sql': 'SQL in a model file of a workspace that is not trusted.',
  'cyclic-join': 'Joins that run in a circle.',
  // metric queries
  'invalid-query': 'The query is not well formed.',
  'invalid-expression': 'An expression that cannot be read or typed.',
  'dimension-not-conformed': 'A dataset of the query does not have the dimension it is grouped by.',
  'filter-not-conformed': 'A dataset of the query does not have the dimension it is filtered by.',
  'ambiguous-path': 'Several equally short join paths lead to the dimension.',
  'fan-out-refused': 'The dimension lies below the grain of the metric: rows would count several times.',
  'semi-additive-needs-time': 'A state at dates cannot be added up over time.',
  'window-not-additive': 'The window cannot be computed from its parts within the limits.',
  'unit-mismatch': 'Values of different units meet.',
  'purpose-denied': 'A dataset may not be used for this purpose.',
  'cost-exceeded': 'The query would cost more than is allowed.',
  'too-many-groups': 'The answer would have more groups than is allowed.',
  unsupported: 'Part of the language that is not answered yet.',
  // datasets
  'duplicate-key': 'Rows share a key that must be unique; the dataset is quarantined.',
  'null-key': 'Rows lack a value in the key; the dataset is quarantined.',
  'dataset-quarantined': 'The dataset may not be used until its problem is solved.',
  'source-unreadable': 'The file is there but cannot be read as what it is declared to be.',
  'load-failed': 'The import stopped; the last good data, if any, are kept.',
  'failed-cast': 'Values that are not of the declared type became empty.',
  'unexpected-value': 'Values outside the declared range or list, or rounded by the declared type; they are kept.',
  // engine
  'sql-refused': 'The statement is more than one SELECT over allowed names and functions.',
  'sql-invalid': 'The SQL cannot be read or bound.',
  timeout: 'The statement ran longer than the limit.',
  cancelled: 'Somebody stopped it.',
  'out-of-memory': 'The statement needed more memory than the limit.',
  'engine-lost': 'The engine process ended; a new one has taken over.',
  'result-expired': 'The stored result is gone; run it again.',
  'result-too-large': 'The result is larger than the limit.',
  // notebooks
  'invalid-notebook': 'The notebook cannot be made or changed this way.',
  'invalid-header': 'The header between the --- lines says something that cannot hold.',
  'invalid-cell': 'The text, name or attributes of a cell are wrong.',
  'duplicate-id': 'Two cells have one id; saving gives the second a new one.',
  'name-taken': 'The name of the cell belongs to another cell, a parameter or a dataset.',
  'unclosed-fence': 'A fence is never closed, so everything below belongs to it.',
  'conflict-markers': 'A merge left its markers in the file; it is read-only until they are resolved.',
  'newer-format': 'A newer Trivet wrote the file; it opens read-only.',
  cycle: 'Cells, or metrics, are made of each other in a circle.',
  blocked: 'A cell that it reads has no result.',
  'unknown-field': 'The chart names a field that its data do not have.',
  'too-many-marks': 'The chart would draw more marks than anyone can see.',
  'revision-conflict': 'Somebody saved a newer version in between.',
  'read-only': 'The notebook cannot be changed as it is.',
  'not-one-row': 'A value in prose comes from a table that does not have exactly one row.',
  'invalid-parameter': 'The value does not fit the parameter.',
  // pages
  'publish-refused': 'The notebook cannot become a page as it is.',
  'single-source': 'One kind of data stands behind the page: an observation, not an insight.',
  'stale-data': 'The data are older than they may be.',
  'failed-cell': 'A cell that the page would show has no result.',
  'unordered-limit': 'A limit without an order picks other rows every time.',
  'volatile-cell': 'A result that is different on every run cannot be frozen.',
  withdrawn: 'The page was withdrawn.',
  // files, settings, access
  'disk-full': 'There is no room left on the disk.',
  'write-failed': 'The file could not be written.',
  'invalid-config': 'A flag or a setting says something that cannot hold.',
  'authentication-required': 'This needs somebody who is signed in.',
  forbidden: 'The one who asks may not do this.',
  // ours
  internal: 'A mistake of Trivet itself; the log says more.',
} as const satisfies Readonly<Record<string, string>>;

export type ErrorCode = keyof typeof errorMeanings;

/** All codes, those about one thing beside each other. */
// Object.keys of a literal yields its own keys; the type only says string.
export const errorCodes = Object.keys(errorMeanings) as readonly ErrorCode[];
