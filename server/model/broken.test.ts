import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { metricKinds } from '../testing/case-workspace.ts';
import { loadModel, type ModelFile } from './load.ts';
import { parseSettings } from './settings.ts';

const folder = join(import.meta.dirname, '../testing/broken');
const settings = parseSettings('trivet.yml', '').settings.model;

type Expected = readonly [
  line: number,
  column: number,
  code: string,
  subject: string | null,
  message: string,
  hint: string | null,
];

// prettier-ignore
const broken: Readonly<Record<string, readonly Expected[]>> = {
  'access.yml': [
    [3,16,"unknown-dataset","access.0.dataset","No dataset is called order.","Did you mean orders?"],
    [4,32,"invalid-model","access.1.roles.0","There is no role analist.","Did you mean analyst?"],
    [5,48,"unknown-column","access.2.rows","customers has no column regoin.","Did you mean region?"],
    [6,60,"invalid-expression","access.3.rows","amount is a number and 'a' a string: they cannot be compared.",null],
    [7,61,"invalid-model","access.4.columns.amount","There is no access masked.","There is: deny, aggregate_only, mask(last4), mask(hash), mask(year), mask(null)."],
    [7,77,"unknown-column","access.4.columns.amuont","orders has no column amuont.","Did you mean amount?"],
    [8,61,"invalid-model","access.5.columns.amount","amount is a decimal, which has no year to show.","Mask it with hash, last4 or null, or deny it."],
    [10,48,"unknown-parameter","queries.typo.where.region","No parameter is called regoin.","Did you mean region?"],
    [10,83,"unknown-parameter","queries.typo.parameters.region","The query uses its parameter region nowhere.","Write $region where its value belongs, or leave it out."],
    [11,136,"invalid-model","queries.dated.parameters.to.type","type cannot be day.","There is: string, number, boolean, date."],
    [13,5,"invalid-model","tests.0.expect","expect is missing.",null],
  ],
  'bad-name.yml': [
    [2,10,"invalid-model","Site-Visits.dataset","Site-Visits cannot be the name of a dataset.","Names are lower-case letters, digits and _, such as site_visits."],
  ],
  'circle.yml': [
    [10,11,"cyclic-join","visits.joins.parent","The joins visits → visits run in a circle.","Declare each join once, from the dataset that holds the key; leave one of these out."],
  ],
  'consent.yml': [
    [7,10,"invalid-model","visits.consent","Nothing says which column of customers names the person.","Add person: with the name of the column."],
    [7,41,"unknown-column","visits.consent.purpose","customers has no column purpos.","There is: customer_id, region."],
    [7,58,"invalid-model","visits.consent.granted","customers.region is a string, not a time.",null],
    [7,77,"invalid-model","visits.consent.withdrawn","customers.customer_id is a string, not a time.",null],
  ],
  'dataset-columns.yml': [
    [7,21,"invalid-model","visits.columns.visit_id.type","There is no column type text.","There is: string, integer, real, boolean, date, timestamp, timestamptz."],
    [8,20,"invalid-model","visits.columns.seen_at.type","There is no column type decimal.","Say how many digits there are and how many of them after the point: decimal(18,2)."],
    [9,11,"invalid-model","visits.columns.length","The column length has no type.","Add a type: string, integer, decimal(18,2), real, boolean, date, timestamp or timestamptz."],
    [10,18,"unknown-column","visits.columns.late.expr","visits has no column lenght.","There is: amount, seen."],
    [11,17,"unit-mismatch","visits.columns.bill.expr","amount is in EUR and seen in minutes.","Convert one of them first, or correct its unit."],
    [15,22,"unsupported","visits.columns.fourfold.expr","double is derived itself; a derived column is made from columns of the source.","Write out here what double says."],
    [16,76,"invalid-model","visits.columns.kind.from","from is about the source, and this column is derived.",null],
    [17,35,"invalid-model","visits.columns.postcode.pad","pad is for texts, and postcode is an integer.",null],
  ],
  'dataset-keys.yml': [
    [1,10,"invalid-model","visits.version","version must be 1, the only version there is.",null],
    [3,7,"invalid-model","visits.kind","kind cannot be surveys.","Did you mean survey?"],
    [4,1,"unknown-key","visits.rolle","There is no key rolle here.","Did you mean role?"],
    [6,6,"invalid-model","visits.key","key must name at least one column.",null],
    [7,33,"invalid-model","visits.time.zone","zone must be a time zone such as UTC or Europe/Berlin.",null],
    [8,15,"invalid-model","visits.privacy.k","k must be a number, not five.",null],
    [9,22,"invalid-model","visits.freshness.expect","expect must be a duration such as P1D, P6M or PT12H.",null],
    [11,29,"unknown-key","visits.columns.visit_id.pi","There is no key pi here.","Did you mean pii?"],
    [12,38,"invalid-model","visits.columns.seen_at.range","range must start with the smaller value.",null],
  ],
  'dataset-names.yml': [
    [5,7,"unknown-column","visits.key.0","visits has no column visit.","There is: visit_id, deleted_at."],
    [6,18,"invalid-model","visits.time.default","visit_id is a string; rows are dated by a date or a timestamp.","Columns of time are: deleted_at."],
    [7,9,"unknown-column","visits.person","visits has no column customer.","There is: visit_id, deleted_at."],
    [8,20,"unknown-column","visits.deleted.column","visits has no column deleted.","There is: visit_id, deleted_at."],
    [9,29,"unknown-column","visits.dedupe.by","visits has no column changed_at.","There is: visit_id, deleted_at."],
    [10,12,"invalid-model","visits.purposes.0","Service Improvement cannot be the name of a purpose.","Names are lower-case letters, digits and _, such as service_improvement."],
  ],
  'dimensions.yml': [
    [14,11,"duplicate-name","visits.dimensions.region","Two datasets use the name region, and nothing says whether they mean the same.","If they mean the same, declare region: { conform: [customers.region, visits.region] } under dimensions:; if not, rename one."],
    [15,22,"unknown-column","visits.dimensions.channel.column","visits has no column chanel.","There is: visit_id, order_id, customer_id."],
    [16,9,"invalid-model","visits.dimensions.both","both must say either column: or expr:.",null],
    [17,16,"unknown-column","visits.dimensions.far.expr","customers has no column regoin.","Did you mean region?"],
    [19,11,"unknown-path","visits.paths.region","buyer does not lead from visits to customers.","There is: customer."],
    [20,11,"unknown-dimension","visits.paths.regoin","No dimension is called regoin.","Did you mean region?"],
  ],
  'headless.yml': [
    [2,7,"invalid-model","kind","kind belongs to a dataset, and this file names none.","Start the file with dataset: and its name."],
    [3,1,"unknown-key","headless.yml.dashboards","There is no key dashboards here.","There is: version, dimensions, metrics, views, queries, access, tests, dataset."],
    [4,1,"unknown-key","headless.yml.metrcs","There is no key metrcs here.","Did you mean metrics?"],
  ],
  'joins.yml': [
    [13,19,"unknown-dataset","visits.joins.customer.to","No dataset is called custmers.","Did you mean customers?"],
    [14,46,"invalid-model","visits.joins.buyer.on.customer_id","visits.customer_id is an integer and customers.customer_id a string: they never match.","Give both columns one type; keys are best kept as string."],
    [15,37,"unknown-column","visits.joins.order.on.order","visits has no column order.","There is: visit_id, customer_id, order_id, seen_at."],
    [16,27,"invalid-model","visits.joins.sale.on","The join is many_to_one, but customer_id is not the key of orders: a row could have several matches.","The key of orders is order_id; where a row may have many matches, write cardinality: one_to_many."],
    [17,15,"invalid-model","visits.joins.last_order","A join as_of needs tie_break.","Say which row wins when two have the same time: tie_break: [order_id desc]."],
    [24,16,"invalid-model","visits.joins.next_order.direction","direction cannot be forwards.","Did you mean forward?"],
    [26,84,"unknown-dataset","visits.joins.pages.via","No dataset is called views.","There is: customers, orders, visits."],
    [27,9,"invalid-model","visits.joins.Item","Item cannot be the name of a join.","Names are lower-case letters, digits and _, such as item."],
  ],
  'kinds.yml': [
    [3,14,"unit-mismatch","metrics.mixed_gap","mixed_gap: revenue is in EUR and orders a plain number; a gap needs one unit.","Convert one of them with a metric of kind expr, or correct its unit."],
    [4,48,"unknown-metric","metrics.lost_gap.right","No metric is called turnover.",null],
    [5,35,"unit-mismatch","metrics.mixed_sum.value","revenue is in EUR and 2 * days_spent in days.","Convert one of them first, or correct its unit."],
    [7,54,"unit-mismatch","metrics.minutes_spent.unit","minutes_spent is declared in minutes, but what it measures is in days.","Write unit: days, or correct the unit of the column."],
    [8,46,"unknown-metric","metrics.typo.value","No metric is called ordrs.","Did you mean orders?"],
    [9,10,"invalid-expression","metrics.plain","plain: 1 + 1 names no metric and no measure.","Name at least one, such as revenue or orders.booked."],
    [10,10,"invalid-expression","metrics.truth","truth: revenue > 100 is a boolean, not a number.","A metric is a number: write case when … then 1 else 0 end, or a formula."],
    [11,33,"invalid-model","metrics.column.value","column: what it is made of must be a metric or a measure, and orders.amount is neither.","Declare a metric { kind: sum, of: orders.amount } and name it here."],
    [12,33,"cycle","metrics.one.value","Metrics are made of each other in a circle: one, two.","Let one of them be made of measures alone."],
    [13,29,"cycle","metrics.two.value","Metrics are made of each other in a circle: one → two → one.","Let one of them be made of measures alone."],
    [14,9,"invalid-model","metrics.tall","tall: a percentile of orders.amount needs p.","For the ninth decile write p: 0.9."],
    [15,53,"invalid-model","metrics.taller.p","p must lie between 0 and 1.",null],
    [16,11,"invalid-model","metrics.worded","worded: orders.order_id is a string, not a number.","Declare the column as integer, decimal(p,s) or real, or name another column as of."],
    [17,39,"invalid-model","metrics.alone.of","of must name columns of at least two datasets.",null],
    [18,11,"invalid-model","metrics.unlike","unlike: orders.days is a number and customers.customer_id a string: they share no values.","Give the columns one type; keys are best kept as string."],
    [19,10,"invalid-model","metrics.twice","twice: orders is named twice.","Take one column of each dataset."],
    [20,94,"invalid-model","metrics.narrowed.where","where is about one dataset, and narrowed counts over several.","Filter the query by a dimension that all of them have."],
    [21,10,"invalid-model","metrics.heavy","heavy: the weight order_id is a string, not a number.","Name a column of numbers, or write case when … then 0.5 else 2 end."],
    [22,67,"unknown-column","metrics.weightless.weight","orders has no column wieght.","There is: order_id, customer_id, ordered_at, amount, days."],
    [23,63,"invalid-model","metrics.both.filter","A metric has where or filter, not both.","They mean the same: join the conditions with and."],
    [24,48,"unknown-column","metrics.filtered.filter","orders has no column amuont.","Did you mean amount?"],
  ],
  'list.yml': [
    [1,1,"invalid-model","list.yml","A model file is a map: one dataset:, or dimensions:, metrics:, views: and the like.",null],
  ],
  'masks.yml': [
    [8,34,"invalid-model","visits.columns.phone.access","There is no access mask(last5).","Did you mean mask(last4)?"],
    [9,34,"invalid-model","visits.columns.born.access","born is an integer, which has no year to show.","Mask it with hash, last4 or null, or deny it."],
  ],
  'measures.yml': [
    [18,40,"invalid-expression","visits.measures.long.where","The expression ends where a value is expected.",null],
    [19,42,"invalid-expression","visits.measures.short.where","seconds is a number and 'ten' a string: they cannot be compared.",null],
    [20,40,"invalid-expression","visits.measures.late.where","seen_at is a timestamp and '2024-01-01' a string: they cannot be compared.","Write a date as date '2024-01-31'."],
    [21,31,"invalid-expression","visits.measures.early.where","seconds is a number, not a condition.","Compare it with something, such as column = value."],
    [22,25,"invalid-model","visits.measures.wins.of","won is no number: it has no sum.","Count the rows where it holds: agg: count, where: …"],
    [23,29,"invalid-model","visits.measures.names.of","visit_id is no number: it has no median.","Name a column of numbers."],
    [24,9,"invalid-model","visits.measures.time","sum needs of: what it is taken of.","Name a column or write an expression."],
    [25,26,"unit-mismatch","visits.measures.mixed.of","seconds is in seconds and order.amount in EUR.","Convert one of them first, or correct its unit."],
    [26,26,"unknown-path","visits.measures.lines.of","The join orders of visits is one_to_many, which no expression may follow.","An expression follows many_to_one, one_to_one and as_of joins, where a row has at most one match."],
    [27,29,"unknown-column","visits.measures.region.of","customers has no column regoin.","Did you mean region?"],
    [28,9,"invalid-model","visits.measures.slow","percentile needs p.","For the ninth decile write p: 0.9."],
    [29,50,"invalid-model","visits.measures.state.semi_additive","take: last_per needs per.","Name the column of the entity, such as per: customer_id."],
    [29,58,"invalid-model","visits.measures.state.semi_additive.over","visits.order_id does not date the rows.","Columns of time are: seen_at."],
    [30,19,"invalid-model","visits.measures.average.agg","agg cannot be mean.","There is: count, sum, min, max, count_distinct, median, percentile, percentile_cont, percentile_disc, stddev, mode."],
    [31,30,"invalid-model","visits.measures.dated.time","visits.order_id does not date the rows.","Columns of time are: seen_at."],
    [34,12,"unknown-column","visits.measures.folded.where","visits has no column second.","Did you mean seconds?"],
  ],
  'metrics.yml': [
    [3,3,"duplicate-name","metrics.revenue","There are two metrics called revenue.","The other stands in shared.yml, line 6; rename one."],
    [4,50,"unit-mismatch","metrics.dollars.unit","dollars is declared in USD, but what it measures is in EUR.","Write unit: EUR, or correct the unit of the column."],
    [5,11,"duplicate-name","metrics.region","A dimension is called region already.","Rename the metric or the dimension."],
    [6,18,"unknown-kind","metrics.reach.kind","There is no kind of metric called distinct_acros.","Did you mean distinct_across?"],
    [7,26,"unknown-column","metrics.typo.of","orders has no measure and no column amout.","Did you mean amount?"],
    [8,28,"unknown-dataset","metrics.lost.of","No dataset is called order.","Did you mean orders?"],
    [9,51,"invalid-expression","metrics.late.hits","andd stands where an operator or the end is expected.",null],
    [10,48,"unknown-column","metrics.narrowed.where","orders has no column dayz.","Did you mean days?"],
    [11,43,"invalid-model","metrics.dated.time","orders.order_id does not date the rows.","Columns of time are: ordered_at."],
    [12,44,"unknown-key","metrics.spelled.lable","There is no key lable here.","Did you mean label?"],
    [13,3,"invalid-model","metrics.unkinded.kind","kind is missing.",null],
    [14,38,"cycle","metrics.chicken.numerator","Metrics are made of each other in a circle: chicken, egg.","Let one of them be made of measures alone."],
    [15,34,"cycle","metrics.egg.numerator","Metrics are made of each other in a circle: chicken → egg → chicken.","Let one of them be made of measures alone."],
    [16,44,"invalid-model","metrics.built_on_sand.numerator","The metric typo has a problem of its own.","Correct typo first."],
    [17,41,"unknown-metric","metrics.per_nobody.numerator","No metric is called revenu.","Did you mean revenue?"],
    [18,3,"invalid-model","metrics.Big-Number","Big-Number cannot be the name of a metric.","Names are lower-case letters, digits and _, such as big_number."],
    [20,34,"unknown-metric","views.overview.metrics.1","No metric is called turnover.","There is: revenue, orders."],
    [20,66,"unknown-dimension","views.overview.dimensions.1","No dimension is called regions.","Did you mean region?"],
    [22,3,"invalid-model","queries.empty.metrics","metrics is missing.",null],
    [24,5,"invalid-model","tests.0.query","query is missing.",null],
    [26,5,"invalid-model","access.0.roles","roles is missing.",null],
    [26,24,"unknown-key","access.0.role","There is no key role here.","Did you mean roles?"],
  ],
  'model-dimensions.yml': [
    [3,17,"unknown-column","dimensions.city.home","customers has no column and no dimension regin.","Did you mean region?"],
    [4,18,"unknown-dataset","dimensions.place.home","No dataset is called shops.","There is: customers, orders."],
    [5,8,"duplicate-name","dimensions.day","There is one calendar, and it is called date already.",null],
    [6,23,"invalid-model","dimensions.channel.conform","orders.order_id is a string, orders.days is a number: they cannot conform.","Give the columns one type."],
    [7,12,"invalid-model","dimensions.nothing","nothing must say one of home:, conform: or calendar: true.",null],
    [8,22,"invalid-model","dimensions.lonely.conform","conform must name at least two homes.",null],
    [9,17,"invalid-model","dimensions.bare.home","region is no home.","Write the dataset and its column: customers.region."],
  ],
  'repeated-key.yml': [
    [9,3,"invalid-yaml",null,"The key visit_id is written twice.","Keep one of the two."],
  ],
  'reserved-key.yml': [
    [3,3,"reserved-name",null,"A key cannot be called __proto__.",null],
  ],
  'rollups.yml': [
    [11,53,"invalid-bands","visitors.rollups.gap.bands","No band takes 5.","Each value belongs to exactly one band: let one end where the next begins."],
    [12,53,"invalid-bands","visitors.rollups.overlap.bands","few (value >= 1 and value <= 3) and many (value >= 3) overlap: both take 3.","Each value belongs to exactly one band: let one end where the next begins."],
    [13,61,"invalid-bands","visitors.rollups.below.bands","No band takes 0, which an entity without rows has.","Each value belongs to exactly one band: let one end where the next begins."],
    [14,86,"invalid-bands","visitors.rollups.score.bands","No band takes 3.","Each value belongs to exactly one band: let one end where the next begins."],
    [15,53,"invalid-bands","visitors.rollups.words.bands","No band takes any other text.","Each value belongs to exactly one band: let one end where the next begins."],
    [16,60,"invalid-expression","visitors.rollups.unread.bands.many","> stands where a value is expected.","Write a band as \"= 0\", \">= 2\", \"between 7 and 8\" or \"in (1, 2)\"."],
    [16,75,"invalid-expression","visitors.rollups.unread.bands.other","A band is about the value alone, not about town.","Put other conditions into where:."],
    [17,51,"cycle","visitors.rollups.ring.where","Rollups are made of each other in a circle: visitors.ring → visitors.wheel → visitors.ring.","Let one of them be made of columns alone."],
    [18,56,"cycle","visitors.rollups.wheel.where","Rollups are made of each other in a circle: visitors.ring → visitors.wheel → visitors.ring.","Let one of them be made of columns alone."],
    [19,54,"invalid-model","visitors.rollups.on_sand.where","The rollup visitors.gap has a problem of its own.","Correct gap first."],
    [20,9,"duplicate-name","visitors.rollups.town","visitors has a column called town already.","Rename the rollup or the column."],
    [21,56,"invalid-model","visitors.rollups.tied.order_by","Ordered by called_at, two rows of calls can be equally last.","End with the key, so that one row wins: order_by: [called_at, call_id]."],
    [22,9,"invalid-model","visitors.rollups.lone","take: first needs order_by.","End with the key, so that one row wins: order_by: [called_at, call_id]."],
    [23,9,"invalid-model","visitors.rollups.both","both must say either value: (such as count(*)) or take: with of: and order_by:.",null],
    [24,32,"invalid-expression","visitors.rollups.mean.value","mean(minutes) is no aggregate over rows.","Write count(*), count(x), count(distinct x), sum(x), min(x), max(x), avg(x) or median(x)."],
    [25,32,"invalid-expression","visitors.rollups.text.value","topic is no number: it has no sum.",null],
    [26,36,"unknown-column","visitors.rollups.lost.value","calls has no column minuts.","Did you mean minutes?"],
    [27,16,"unknown-path","visitors.rollups.far.from","notes has no way to visitors over many_to_one joins.","Declare a join of notes to visitors by its key."],
    [28,17,"invalid-model","visitors.rollups.self.from","A rollup of visitors takes the rows of another dataset.","Derive a column with expr: where all that counts stands in the same row."],
    [29,56,"invalid-model","visitors.rollups.typed.type","typed is declared as a number, but what it takes is a timestamp.","Correct the type, or leave it out."],
    [30,57,"invalid-model","visitors.rollups.blank.empty","blank is a timestamp, and what it is of an entity without rows is a text.","Leave empty out."],
    [31,50,"invalid-model","visitors.rollups.past.as_of","The rows of marks have no time, so what was known of them when cannot be told.","Declare time: { default: … } in marks."],
    [32,18,"ambiguous-path","visitors.rollups.twice.from","pairs reaches visitors on 2 equally short paths: host, visitor.","Say which: path: host."],
    [33,51,"unknown-path","visitors.rollups.chosen.path","guest does not lead from pairs to visitors over many_to_one joins.","There is: host, visitor."],
    [34,8,"invalid-model","visitors.rollups.Odd","Odd cannot be the name of a rollup.","Names are lower-case letters, digits and _, such as odd."],
  ],
  'sources.yml': [
    [4,9,"invalid-model","visits.source","The source ../secrets/visits.csv lies outside of the workspace.","Name a file below the workspace; a folder elsewhere is named by data: in trivet.yml, and its files relative to it."],
  ],
  'syntax.yml': [
    [5,1,"invalid-yaml",null,"Flow map in block collection must be sufficiently indented and end with a }.","A bracket or quotation mark is opened and not closed, or a colon or comma is missing."],
  ],
  'tab.yml': [
    [4,1,"invalid-yaml",null,"Tabs are not allowed as indentation.","Indent with spaces."],
  ],
  'taken-name.yml': [
    [2,10,"duplicate-name","orders.dataset","There are two datasets called orders.","The other stands in orders.yml, line 1; rename one."],
  ],
};

/** The healthy files that stand beside every broken one, and those that one of them needs besides. */
async function healthyFiles(broken?: string): Promise<readonly ModelFile[]> {
  const own = broken?.replace('.yml', '');
  const folders = ['base', ...(own !== undefined && existsSync(join(folder, own)) ? [own] : [])];
  const names = (await Promise.all(folders.map((name) => readdir(join(folder, name))))).map((found, index) =>
    found.sort().map((file) => [folders[index] ?? '', file] as const),
  );
  return Promise.all(
    names.flat().map(async ([name, file]) => ({ file, text: await readFile(join(folder, name, file), 'utf8') })),
  );
}

test('the healthy files beside the broken ones have no problem', async () => {
  const files = await healthyFiles();
  expect(loadModel({ files, settings, metricKinds, connectors: ['csv'] }).problems).toEqual([]);
});

test('every broken file is expected', async () => {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yml'));
  expect(files.sort()).toEqual(Object.keys(broken).sort());
});

test.each(Object.entries(broken))(
  '%s: everything wrong is said at once, and the rest goes on',
  async (file, expected) => {
    const files = [...(await healthyFiles(file)), { file, text: await readFile(join(folder, file), 'utf8') }];
    const model = loadModel({ files, settings, metricKinds, connectors: ['csv'] });
    const found = model.problems.map(({ position, code, subject, message, hint }) => [
      position?.line,
      position?.column,
      code,
      subject,
      message,
      hint,
    ]);
    expect(found).toEqual(expected);
    expect(new Set(model.problems.map((problem) => problem.file))).toEqual(new Set([file]));
    expect([...model.metrics.keys()]).toEqual(expect.arrayContaining(['revenue', 'orders']));
  },
);
