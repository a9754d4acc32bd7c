/** A question to Trivet and the SQL that a good engineer would write for it over the loaded tables. */
export interface Question {
  readonly name: string;
  readonly input: object;
  readonly sql: string;
}

const month = { dimension: 'date', grain: 'MONTH' };
const by = (...dimensions: readonly string[]): readonly object[] => dimensions.map((dimension) => ({ dimension }));
const metrics = (...names: readonly string[]): readonly object[] => names.map((name) => ({ name, interval: false }));
const nps = `100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)) / nullif(count(score), 0)`;
const parts = `count(*) FILTER (WHERE score >= 9) AS p, count(*) FILTER (WHERE score <= 6) AS d, count(score) AS n`;
const merged = '100.0 * (sum(p) - sum(d)) / nullif(sum(n), 0)';

/** Aggregates each table by customer first: that is small, and only then meets the customers. */
const byCustomer = (table: string, values: string): string =>
  `(SELECT customer_id, ${values} FROM ${table} GROUP BY customer_id)`;

/** Each leg by region, then one row a region; the NULL region too. */
const threeFacts = `
  WITH r AS (SELECT c.region, sum(o.v) AS v FROM ${byCustomer('orders', 'sum(amount) AS v')} o LEFT JOIN customers c USING (customer_id) GROUP BY 1),
  s AS (SELECT c.region, ${merged} AS v FROM ${byCustomer('responses', parts)} o LEFT JOIN customers c USING (customer_id) GROUP BY 1),
  t AS (SELECT c.region, sum(o.v) AS v FROM ${byCustomer('tickets', 'count(*) AS v')} o LEFT JOIN customers c USING (customer_id) GROUP BY 1)
  SELECT region, max(a), max(b), max(c) FROM (
    SELECT region, v AS a, NULL AS b, NULL AS c FROM r UNION ALL SELECT region, NULL, v, NULL FROM s UNION ALL
    SELECT region, NULL, NULL, v FROM t) GROUP BY region ORDER BY region`;

const months = (table: string, day: string, value: string): string =>
  `SELECT date_trunc('month', "${day}__day") AS m, ${value} AS v FROM ${table} GROUP BY 1`;

export const questions: readonly Question[] = [
  {
    name: 'revenue by month',
    input: { metrics: metrics('revenue'), groupBy: [month] },
    sql: `SELECT date_trunc('month', ordered_at__day) AS m, sum(amount) FROM orders GROUP BY 1 ORDER BY 1`,
  },
  {
    name: 'revenue by region',
    input: { metrics: metrics('revenue'), groupBy: by('region') },
    sql: `SELECT c.region, sum(o.v) FROM ${byCustomer('orders', 'sum(amount) AS v')} o LEFT JOIN customers c USING (customer_id) GROUP BY 1 ORDER BY 1`,
  },
  {
    name: 'NPS by region and segment',
    input: { metrics: metrics('nps'), groupBy: by('region', 'segment') },
    sql: `SELECT c.region, c.segment, ${nps} FROM responses r LEFT JOIN customers c USING (customer_id) GROUP BY 1, 2 ORDER BY 1, 2`,
  },
  {
    name: 'revenue, NPS, tickets by region',
    input: { metrics: metrics('revenue', 'nps', 'tickets'), groupBy: by('region') },
    sql: threeFacts,
  },
  {
    name: 'four facts by month, with total',
    input: { metrics: metrics('revenue', 'billed', 'tickets', 'nps'), groupBy: [month], totals: ['GRAND'] },
    sql: `WITH a AS (${months('orders', 'ordered_at', 'sum(amount)')}), b AS (${months('invoices', 'invoiced_at', 'sum(billed)')}),
      c AS (${months('tickets', 'opened_at', 'count(*)')}),
      e AS (SELECT date_trunc('month', answered_at__day) AS m, ${parts} FROM responses GROUP BY 1)
      SELECT m, grouping(m), sum(v1), sum(v2), sum(v3), ${merged} FROM (
        SELECT m, v AS v1, NULL AS v2, NULL AS v3, NULL AS p, NULL AS d, NULL AS n FROM a UNION ALL
        SELECT m, NULL, v, NULL, NULL, NULL, NULL FROM b UNION ALL SELECT m, NULL, NULL, v, NULL, NULL, NULL FROM c UNION ALL
        SELECT m, NULL, NULL, NULL, p, d, n FROM e) GROUP BY GROUPING SETS ((m), ()) ORDER BY 1`,
  },
  {
    name: 'revenue and tickets by month and segment, one region',
    input: {
      metrics: metrics('revenue', 'tickets'),
      groupBy: [month, ...by('segment')],
      where: { region: { _eq: 'North' } },
    },
    sql: `SELECT m, segment, sum(a), sum(b) FROM (
      SELECT date_trunc('month', ordered_at__day) AS m, segment, sum(amount) AS a, NULL AS b FROM orders JOIN customers USING (customer_id) WHERE region = 'North' GROUP BY 1, 2
      UNION ALL SELECT date_trunc('month', opened_at__day), segment, NULL, count(*) FROM tickets JOIN customers USING (customer_id) WHERE region = 'North' GROUP BY 1, 2)
      GROUP BY 1, 2 ORDER BY 1, 2`,
  },
  {
    name: 'revenue per response by segment',
    input: { metrics: metrics('revenue_per_response'), groupBy: by('segment') },
    sql: `SELECT segment, sum(a) / nullif(sum(b), 0) FROM (
      SELECT c.segment, sum(o.v) AS a, NULL AS b FROM ${byCustomer('orders', 'sum(amount) AS v')} o LEFT JOIN customers c USING (customer_id) GROUP BY 1
      UNION ALL SELECT c.segment, NULL, sum(o.v) FROM ${byCustomer('responses', 'count(*) AS v')} o LEFT JOIN customers c USING (customer_id) GROUP BY 1)
      GROUP BY 1 ORDER BY 1`,
  },
  {
    name: 'buyers by month',
    input: { metrics: metrics('buyers'), groupBy: [month] },
    sql: `SELECT date_trunc('month', ordered_at__day), count(DISTINCT customer_id) FROM orders GROUP BY 1 ORDER BY 1`,
  },
  {
    name: 'median order by store',
    input: { metrics: metrics('median_order'), groupBy: by('orders__store') },
    sql: `SELECT store, median(amount) FROM orders GROUP BY 1 ORDER BY 1`,
  },
  {
    name: 'ten best customers by revenue, with their tickets',
    input: {
      metrics: metrics('revenue', 'tickets'),
      groupBy: by('customer'),
      where: { segment: { _eq: 'enterprise' }, region: { _eq: 'Isles' } },
      orderBy: [{ by: 'revenue', dir: 'DESC' }],
      limit: 10,
    },
    sql: `WITH c AS (SELECT customer_id FROM customers WHERE segment = 'enterprise' AND region = 'Isles')
      SELECT customer_id, sum(a), coalesce(sum(b), 0) FROM (
        SELECT customer_id, sum(amount) AS a, NULL AS b FROM orders WHERE customer_id IN (SELECT customer_id FROM c) GROUP BY 1
        UNION ALL SELECT customer_id, NULL, count(*) FROM tickets WHERE customer_id IN (SELECT customer_id FROM c) GROUP BY 1)
      GROUP BY 1 ORDER BY 2 DESC NULLS LAST, 1 LIMIT 10`,
  },
  {
    name: 'revenue and NPS by number of tickets',
    input: { metrics: metrics('revenue', 'nps'), groupBy: by('ticket_band') },
    sql: `WITH c AS (SELECT customer_id, CASE WHEN t.n IS NULL THEN '0' WHEN t.n < 5 THEN '1-4' ELSE '5+' END AS band
        FROM customers LEFT JOIN ${byCustomer('tickets', 'count(*) AS n')} t USING (customer_id))
      SELECT band, sum(a), ${merged} FROM (
        SELECT c.band, sum(o.v) AS a, NULL AS p, NULL AS d, NULL AS n FROM ${byCustomer('orders', 'sum(amount) AS v')} o LEFT JOIN c USING (customer_id) GROUP BY 1
        UNION ALL SELECT c.band, NULL, sum(p), sum(d), sum(n) FROM ${byCustomer('responses', parts)} o LEFT JOIN c USING (customer_id) GROUP BY 1)
      GROUP BY 1 ORDER BY 1`,
  },
  {
    name: 'revenue and tickets by NPS class of the latest answer',
    input: { metrics: metrics('revenue', 'tickets'), groupBy: by('nps_class') },
    sql: `WITH c AS (SELECT c.customer_id, CASE WHEN l.score >= 9 THEN 'promoter' WHEN l.score >= 7 THEN 'passive'
        WHEN l.score IS NOT NULL THEN 'detractor' ELSE 'never answered' END AS class FROM customers c LEFT JOIN
        (SELECT customer_id, arg_max(score, (answered_at, response_id)) AS score FROM responses GROUP BY 1) l USING (customer_id))
      SELECT class, sum(a), sum(b) FROM (
        SELECT c.class, sum(o.v) AS a, NULL AS b FROM ${byCustomer('orders', 'sum(amount) AS v')} o LEFT JOIN c USING (customer_id) GROUP BY 1
        UNION ALL SELECT c.class, NULL, sum(o.v) FROM ${byCustomer('tickets', 'count(*) AS v')} o LEFT JOIN c USING (customer_id) GROUP BY 1)
      GROUP BY 1 ORDER BY 1`,
  },
  {
    name: 'NPS of customers with 2,000 of revenue or more',
    input: { metrics: metrics('nps'), where: { customers: { _metric: { revenue: { _gte: 2000 } } } } },
    sql: `SELECT ${nps} FROM responses WHERE customer_id IN (SELECT customer_id FROM orders GROUP BY 1 HAVING sum(amount) >= 2000)`,
  },
  {
    name: 'people reached by any dataset, by segment',
    input: { metrics: metrics('reach'), groupBy: by('segment') },
    sql: `SELECT c.segment, count(DISTINCT k.customer_id) FROM (SELECT DISTINCT customer_id FROM orders UNION SELECT customer_id FROM responses
      UNION SELECT customer_id FROM tickets) k LEFT JOIN customers c USING (customer_id) GROUP BY 1 ORDER BY 1`,
  },
  {
    name: 'revenue by month beside the month before',
    input: {
      metrics: [{ name: 'revenue', interval: false, compare: { offset: 'P1M', as: ['VALUE', 'PCT'] } }],
      groupBy: [month],
    },
    sql: `WITH m AS (${months('orders', 'ordered_at', 'sum(amount)')})
      SELECT m, v, lag(v) OVER (ORDER BY m), 100.0 * (v - lag(v) OVER (ORDER BY m)) / lag(v) OVER (ORDER BY m) FROM m ORDER BY m`,
  },
  {
    name: 'answers and NPS by store of the last order before',
    input: { metrics: metrics('responses', 'nps'), groupBy: [{ dimension: 'orders__store', path: ['last_order'] }] },
    sql: `SELECT o.store, count(*), ${nps} FROM responses r ASOF LEFT JOIN
      (SELECT customer_id, ordered_at, arg_max(store, order_id) AS store FROM orders GROUP BY 1, 2) o
      ON o.customer_id = r.customer_id AND r.answered_at >= o.ordered_at GROUP BY 1 ORDER BY 1`,
  },
];
