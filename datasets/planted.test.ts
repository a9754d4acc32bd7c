import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateDemo } from './generate.ts';
import { openDemo, type DemoDatabase } from './generator/demo-database.ts';
import { planted } from './generator/planted.ts';

let home: string;
let demo: DemoDatabase;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'planted-'));
  demo = await openDemo(home, await generateDemo({ out: home, seed: 1, scale: 0.5 }));
});

afterAll(async () => {
  demo.close();
  await rm(home, { recursive: true });
});

/** `within` is about three standard errors at half scale. */
function near(actual: number | undefined, expected: number, within: number): void {
  expect(actual).toBeGreaterThan(expected - within);
  expect(actual).toBeLessThan(expected + within);
}

const numbers = (sql: string) => demo.numbers(sql);
const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;

test('a late delivery takes 40 points off the NPS of the answers about it', async () => {
  const [late = 0, onTime = 0] = await numbers(`
    SELECT nps(CASE WHEN late THEN nps_score END), nps(CASE WHEN NOT late THEN nps_score END)
    FROM (SELECT nps_score, delivered_at::DATE > promised_on AS late FROM responses JOIN deliveries USING (delivery_id))`);
  near(late - onTime, -40, 7);
});

test('12 of 100 deliveries are late, and 20 of 100 in November and December', async () => {
  const [usual, peak] = await numbers(`
    SELECT avg(late) FILTER (month(promised_on) < 11), avg(late) FILTER (month(promised_on) >= 11)
    FROM (SELECT promised_on, (delivered_at::DATE > promised_on)::INTEGER AS late FROM deliveries WHERE delivered_at IS NOT NULL)`);
  near(usual, 0.12, 0.006);
  near(peak, 0.2, 0.013);
});

test('one cause carries 28 % of the tickets and 41.5 % of their cost', async () => {
  const [tickets, cost] = await numbers(`
    SELECT avg((primary_cause = 'slot_change')::INTEGER), sum(cost) FILTER (primary_cause = 'slot_change') / sum(cost) FROM ticket`);
  near(tickets, 0.28, 0.013);
  near(cost, 0.415, 0.018);
});

test('silent customers leave at 9 %, those who spoke at 3 %, those who could not reach anybody at 12 %', async () => {
  const [silent, voiced, atRisk] = await numbers(`
    WITH landmark AS (SELECT unnest([DATE '2025-01-01', DATE '2025-07-01', DATE '2026-01-01']) AS day),
    heard AS (
      SELECT customer_id, opened_at AS at_time, false AS risk FROM ticket
      UNION ALL SELECT responses.customer_id, responses.answered_at, coalesce(reason_id = 'reachability' AND nps_score <= 8, false)
      FROM responses LEFT JOIN response_reasons USING (response_id)),
    voice AS (SELECT customer_id, day, bool_or(risk) AS risk FROM heard, landmark WHERE at_time >= day - 180 AND at_time < day GROUP BY ALL),
    person AS (
      SELECT v.risk, coalesce(end_date <= day + 180 AND end_kind = 'voluntary', false)::INTEGER AS lost
      FROM customer c CROSS JOIN landmark LEFT JOIN voice v USING (customer_id, day)
      WHERE start_date < day AND (end_date IS NULL OR end_date > day))
    SELECT avg(lost) FILTER (risk IS NULL), avg(lost) FILTER (NOT risk), avg(lost) FILTER (risk) FROM person`);
  near(silent, 0.09, 0.008);
  near(voiced, 0.03, 0.0055);
  near(atRisk, 0.12, 0.035);
});

const differences = (outcome: string, from: string) => `
  WITH observed AS (SELECT unit_id <= '020' AS treated, ${outcome} AS y, happened >= TIMESTAMP '2025-07-01' AS after FROM ${from}
                    WHERE unit_id IS NOT NULL AND unit_id <> '099')
  SELECT (avg(y) FILTER (treated AND after) - avg(y) FILTER (treated AND NOT after))
       - (avg(y) FILTER (NOT treated AND after) - avg(y) FILTER (NOT treated AND NOT after)) FROM observed`;

test('the change lowers the cost of a ticket by 6 EUR', async () => {
  const [effect] = await numbers(differences('cost', '(SELECT *, opened_at AS happened FROM ticket)'));
  near(effect, -6, 1.1);
});

test('the change leaves the NPS and the order value as they were', async () => {
  const [nps] = await numbers(
    differences(
      'CASE WHEN nps_score >= 9 THEN 100 WHEN nps_score >= 7 THEN 0 WHEN nps_score >= 0 THEN -100 END',
      '(SELECT *, answered_at AS happened FROM responses JOIN customer USING (customer_id))',
    ),
  );
  near(nps, 0, 9);
  const [value] = await numbers(
    differences('amount', '(SELECT *, ordered_at AS happened FROM orders JOIN customer USING (customer_id))'),
  );
  near(value, 0, 20);
});

test('before the change both arms had the same trend of cost', async () => {
  const [difference] = await numbers(`
    WITH observed AS (SELECT unit_id <= '020' AS treated, date_diff('month', DATE '2024-07-01', opened_at::DATE) AS month, cost
                      FROM ticket WHERE opened_at < TIMESTAMP '2025-07-01')
    SELECT regr_slope(cost, month) FILTER (treated) - regr_slope(cost, month) FILTER (NOT treated) FROM observed`);
  near(difference, 0, 0.25);
});

test('40 depots stand in two arms of 20', async () => {
  expect(await demo.rows('SELECT arm, count(*)::INTEGER FROM change_units GROUP BY 1 ORDER BY 1')).toEqual([
    ['control', 20],
    ['treated', 20],
  ]);
});

test('the app is worse overall and better in every segment', async () => {
  const gaps = await demo.rows(`
    SELECT segment, nps(CASE WHEN signup_channel = 'app' THEN nps_score END) - nps(CASE WHEN signup_channel <> 'app' THEN nps_score END)
    FROM responses JOIN customer USING (customer_id) GROUP BY GROUPING SETS ((), (segment)) ORDER BY segment NULLS FIRST`);
  const [overall, business, family, household] = gaps.map(([, gap]) => Number(gap));
  expect(overall).toBeLessThan(0);
  near(business, 12, 11);
  near(family, 12, 13);
  near(household, 12, 9);
});

test('the NPS of 2026 rises by mix alone', async () => {
  const [rise, business, family, household] = (
    await demo.rows(`
    SELECT segment, nps(CASE WHEN answered_at >= '2026-01-01' THEN nps_score END) - nps(CASE WHEN answered_at < '2026-01-01' THEN nps_score END)
    FROM responses JOIN customer USING (customer_id) GROUP BY GROUPING SETS ((), (segment)) ORDER BY segment NULLS FIRST`)
  ).map(([, gap]) => Number(gap));
  expect(rise).toBeGreaterThan(1);
  near(business, 0, 19);
  near(family, 0, 9.5);
  near(household, 0, 6);
});

test('money rises with the score up to 8 and is flat above', async () => {
  const byScore = await demo.rows(`
    WITH scored AS (SELECT customer_id, answered_at, max(nps_score) AS score FROM responses WHERE nps_score IS NOT NULL AND customer_id IS NOT NULL GROUP BY ALL)
    SELECT avg(amount) FILTER (score <= 3), avg(amount) FILTER (score = 8), avg(amount) FILTER (score = 9), avg(amount) FILTER (score = 10)
    FROM orders o ASOF JOIN scored s ON o.customer_id = s.customer_id AND o.ordered_at > s.answered_at WHERE o.ordered_at < s.answered_at + INTERVAL 180 DAY`);
  const [low = 0, eight = 0, nine = 0, ten = 0] = (byScore[0] ?? []).map(Number);
  near(low / eight, 0.73, 0.09);
  near(nine / eight, 1, 0.05);
  near(ten / eight, 1, 0.05);
});

test('people are called back in 24 hours in 93 of 100 cases, and find it harder when they are not', async () => {
  const [kept] = await numbers("SELECT avg(kept::INTEGER) FROM promise_checks WHERE promise_id = 'PR1'");
  near(kept, 0.93, 0.008);
  const [refunded] = await numbers("SELECT avg(kept::INTEGER) FROM promise_checks WHERE promise_id = 'PR3'");
  near(refunded, 0.9, 0.02);
  const [effort] = await numbers(`
    SELECT avg(ces_score) FILTER (first_contact_at > opened_at + INTERVAL 24 HOUR) - avg(ces_score) FILTER (first_contact_at <= opened_at + INTERVAL 24 HOUR)
    FROM responses JOIN ticket USING (ticket_id)`);
  near(effort, -1.5, 0.33);
});

test('managers believe in 85 % of good marks for punctuality, customers give 62 %', async () => {
  const [managers] = await numbers(
    "SELECT avg((value >= 4)::INTEGER) FROM internal_views WHERE item_id = 'punctuality' AND role = 'manager'",
  );
  const [customers] = await numbers("SELECT avg((value >= 4)::INTEGER) FROM answers WHERE item_id = 'punctuality'");
  near(managers, 0.85, 0.05);
  near(customers, 0.62, 0.018);
});

test('businesses answer 14 of 100 invitations, families 30, households 36', async () => {
  const rates = await demo.rows(`
    SELECT segment, avg((answered_at IS NOT NULL)::INTEGER) FROM invites JOIN customer USING (customer_id)
    WHERE delivered AND sent_at < TIMESTAMP '2026-06-15' GROUP BY 1 ORDER BY 1`);
  const [business, family, household] = rates.map(([, rate]) => Number(rate));
  near(business, 0.14, 0.011);
  near(family, 0.3, 0.014);
  near(household, 0.36, 0.011);
});

test('courtesy looks like a driver and has no weight once punctuality is known', async () => {
  const wide = `
    WITH wide AS (
      SELECT response_id, csat_score AS y, max(value) FILTER (item_id = 'punctuality') AS p, max(value) FILTER (item_id = 'information') AS i,
        max(value) FILTER (item_id = 'price') AS f, max(value) FILTER (item_id = 'courtesy') AS c
      FROM answers JOIN responses USING (response_id) GROUP BY ALL),
    centred AS (SELECT *, y - avg(y) OVER same AS dy, c - avg(c) OVER same AS dc FROM wide
      WHERE p + i + f + c IS NOT NULL WINDOW same AS (PARTITION BY p, i, f))`;
  const [correlation, slope] = await numbers(`${wide} SELECT corr(y, c), sum(dy * dc) / sum(dc * dc) FROM centred`);
  expect(correlation).toBeGreaterThan(0.5);
  near(slope, 0, 0.03);
});

test('a follow-up call changes nothing about who leaves', async () => {
  const [difference] = await numbers(`
    WITH called AS (SELECT DISTINCT response_id FROM ticket WHERE kind = 'follow_up')
    SELECT avg(lost) FILTER (called) - avg(lost) FILTER (NOT called) FROM (
      SELECT f.response_id IS NOT NULL AS called, coalesce(end_kind = 'voluntary', false)::INTEGER AS lost
      FROM responses JOIN customer USING (customer_id) LEFT JOIN called f USING (response_id) WHERE nps_score <= 6)`);
  near(difference, 0, 0.036);
});

test('depots whose people are engaged have the better NPS', async () => {
  const [correlation] = await numbers(`
    WITH pulse AS (SELECT lpad(unit_no, 3, '0') AS unit_id, avg(value) AS engagement FROM employee_pulse WHERE item_id = 'engagement' GROUP BY 1),
    score AS (SELECT unit_id, nps(nps_score) AS points FROM responses JOIN customer USING (customer_id) GROUP BY 1)
    SELECT corr(engagement, points) FROM pulse JOIN score USING (unit_id)`);
  expect(correlation).toBeGreaterThan(0.45);
});

test('38 % of the solved repairs took a route that nobody designed', async () => {
  const [share] = await numbers(`
    WITH journey AS (SELECT journey_id, max(outcome) AS outcome, bool_or(activity = 'repair_alone') AS off_map FROM events GROUP BY 1)
    SELECT avg(off_map::INTEGER) FROM journey WHERE outcome = 'solved'`);
  near(share, 0.38, 0.017);
});

test('12 of 100 tickets upset somebody, and a detector of known errors sees 14', async () => {
  const [detected, sensitivity = 0, specificity = 0, labelled] = await numbers(`
    SELECT (SELECT avg(present::INTEGER) FROM signals WHERE signal = 'upset'), avg(s.present::INTEGER) FILTER (l.present), avg(1 - s.present::INTEGER) FILTER (NOT l.present), count(*)
    FROM signal_labels l JOIN signals s USING (interaction_id, signal) WHERE labeller = 'expert'`);
  near(detected, 0.14, 0.01);
  near(sensitivity, 0.8, 0.1);
  near(specificity, 0.95, 0.021);
  expect(labelled).toBeGreaterThanOrEqual(400);
  near(((detected ?? 0) + specificity - 1) / (sensitivity + specificity - 1), 0.12, 0.035);
});

test('two readers agree about who is upset at a kappa of 0.8', async () => {
  const [kappa] = await numbers(`
    WITH pair AS (SELECT e.present::INTEGER AS a, s.present::INTEGER AS b FROM signal_labels e JOIN signal_labels s USING (interaction_id, signal)
                  WHERE e.labeller = 'expert' AND s.labeller = 'second reader'),
    share AS (SELECT avg((a = b)::INTEGER) AS agreed, avg(a) * avg(b) + avg(1 - a) * avg(1 - b) AS by_chance FROM pair)
    SELECT (agreed - by_chance) / (1 - by_chance) FROM share`);
  near(kappa, 0.81, 0.07);
});

test('signals are present or absent and have no strength', async () => {
  expect(
    await demo.rows(
      "SELECT DISTINCT column_type FROM (DESCRIBE signals) WHERE column_type NOT IN ('VARCHAR', 'TIMESTAMP')",
    ),
  ).toEqual([['BOOLEAN']]);
});

test('customers expect half a point more punctuality in the end and find it as it was', async () => {
  const [expected, perceived, pairs] = await numbers(`
    WITH pair AS (SELECT date_diff('day', DATE '2024-07-01', e.answered_at::DATE) / 729.0 AS elapsed, e.value AS expected, a.value AS perceived
                  FROM expectations e JOIN answers a USING (response_id, item_id) WHERE item_id = 'punctuality')
    SELECT regr_slope(expected, elapsed), regr_slope(perceived, elapsed), count(*) FROM pair WHERE expected + perceived IS NOT NULL`);
  near(expected, 0.5, 0.11);
  near(perceived, 0, 0.22);
  expect(pairs).toBeGreaterThan(4000);
});

test('what is expected of the other items stays as it is', async () => {
  const slopes = await demo.rows(`
    SELECT item_id, avg(value), regr_slope(value, date_diff('day', DATE '2024-07-01', answered_at::DATE) / 729.0) FROM expectations
    WHERE item_id <> 'punctuality' GROUP BY 1 ORDER BY 1`);
  const means = slopes.map(([, mean]) => Number(mean));
  near(means[0], 3.7, 0.03);
  near(means[1], 3.8, 0.03);
  near(means[2], 3.4, 0.03);
  for (const [, , slope] of slopes) near(Number(slope), 0, 0.11);
});

test('an unnamed competitor is rated 3.8 for punctuality', async () => {
  const [rated] = await numbers(
    "SELECT avg(value) FROM benchmarks WHERE competitor = 'competitor A' AND item_id = 'punctuality'",
  );
  near(rated, 3.8, 0.09);
  expect(await demo.rows('SELECT DISTINCT competitor FROM benchmarks ORDER BY 1')).toEqual([
    ['company C'],
    ['competitor A'],
    ['competitor B'],
  ]);
});

test('one depot has no plan, and one touchpoint of one product line has nobody', async () => {
  expect(await demo.rows('SELECT DISTINCT unit_id FROM plans WHERE NOT has_plan')).toEqual([['037']]);
  expect(
    await demo.rows('SELECT DISTINCT product_line, touchpoint_id FROM plans WHERE has_plan AND owner IS NULL'),
  ).toEqual([['garden', 'T06']]);
});

test('an effort after a failure looks good because easy failures get it, and changes nothing', async () => {
  const [naive, minor, major] = await numbers(`
    WITH followed AS (
      SELECT severity, effort, coalesce(end_kind = 'voluntary' AND end_date <= failed_at::DATE + 180, false)::INTEGER AS lost
      FROM recoveries JOIN customer USING (customer_id))
    SELECT avg(lost) FILTER (effort) - avg(lost) FILTER (NOT effort),
      avg(lost) FILTER (effort AND severity = 'minor') - avg(lost) FILTER (NOT effort AND severity = 'minor'),
      avg(lost) FILTER (effort AND severity = 'major') - avg(lost) FILTER (NOT effort AND severity = 'major') FROM followed`);
  expect(naive).toBeLessThan(-0.01);
  near(minor, 0, 0.018);
  near(major, 0, 0.068);
});

test('20 of 100 calls are given up, 25 without and 15 with the offer of a callback', async () => {
  const [all, without, offered] = await numbers(`
    SELECT avg(lost), avg(lost) FILTER (NOT callback_offered), avg(lost) FILTER (callback_offered)
    FROM (SELECT (outcome = 'abandoned')::INTEGER AS lost, callback_offered FROM contacts)`);
  near(all, 0.2, 0.017);
  near(without, 0.25, 0.026);
  near(offered, 0.15, 0.021);
});

test('half of the callers who stay in line wait 250 seconds; of those who were answered, fewer', async () => {
  const [naive, atMedian] = await numbers(`
    WITH moment AS (SELECT wait_seconds AS t, count(*) FILTER (outcome = 'answered') AS answered, count(*) AS ended FROM contacts WHERE wait_seconds > 0 GROUP BY 1),
    risk AS (SELECT t, answered, sum(ended) OVER (ORDER BY t DESC) AS in_line FROM moment),
    curve AS (SELECT t, exp(sum(ln(1 - answered / in_line)) OVER (ORDER BY t)) AS waiting FROM risk WHERE answered < in_line)
    SELECT (SELECT median(wait_seconds) FROM contacts WHERE outcome = 'answered'), (SELECT min(t) FROM curve WHERE waiting <= 0.5)`);
  near(atMedian, 250, 17);
  near(naive, 187, 14);
});

test('78 of 100 who are stopped by the weather hear of it in time', async () => {
  const [informed] = await numbers('SELECT avg(informed_in_time::INTEGER) FROM weather_stops');
  near(informed, 0.78, 0.035);
});

test('30 of 100 tick one column of the grid at one post, and a quarter breaks off', async () => {
  const posts = await demo.rows(`
    WITH sheet AS (SELECT response_id, post_id, count(value) AS given, count(DISTINCT value) AS columns, bool_and(shown) AS finished FROM grid_answers GROUP BY ALL)
    SELECT post_id, avg((columns = 1)::INTEGER) FILTER (given >= 5), avg(finished::INTEGER) FROM sheet GROUP BY 1 ORDER BY 1`);
  const [[, flat, finished] = [], [, flatAfterTicket] = []] = posts;
  near(Number(flat), 0.3, 0.026);
  near(Number(finished), 0.7514, 0.023);
  near(Number(flatAfterTicket), 0.03, 0.013);
});

test('the pair of published figures are shares of firms, seen by two sides', async () => {
  expect(await demo.rows('SELECT value, unit, rated_by FROM external_claims ORDER BY claim_id')).toEqual([
    [80, 'percent', 'firms'],
    [8, 'percent', 'customers'],
  ]);
});

test('the README names every planted value as it is', async () => {
  const readme = await readFile(join(import.meta.dirname, 'README.md'), 'utf8');
  const table = readme.slice(readme.indexOf('## Planted'));
  const said = [
    `${Math.abs(planted.lateDelivery.npsEffect)} points`,
    percent(planted.lateDelivery.share),
    percent(planted.lateDelivery.peakShare),
    percent(planted.rootCause.ticketShare),
    percent(planted.rootCause.costShare),
    percent(planted.churn.silent),
    percent(planted.churn.voiced),
    percent(planted.churn.atRisk),
    `${Math.abs(planted.change.costPerTicket)} EUR`,
    planted.change.from,
    `${planted.simpson.appNpsEffect} points`,
    percent(planted.promises.callBack),
    percent(planted.promises.refund),
    `${Math.abs(planted.promises.cesEffect)} of 7`,
    percent(planted.perception.punctuality.manager),
    percent(planted.responseRate.business),
    percent(planted.responseRate.family),
    percent(planted.responseRate.household),
    percent(planted.journeys.offMapOfSolved),
    `flat from ${planted.satisfactionMoney.flatFrom}`,
    `${planted.employees.npsPerDeviation} points`,
    percent(planted.followUp.share),
    planted.mixShift.from,
    percent(planted.upset.prevalence),
    `sensitivity ${planted.upset.sensitivity}`,
    `specificity ${planted.upset.specificity}`,
    `by ${planted.expectations.punctuality.rise}`,
    `depot ${planted.plans.unitWithout}`,
    percent(planted.calls.abandoned),
    percent(planted.weather.informedInTime),
    percent(planted.grid.straightLined['P-REL']),
    `${planted.benchmarks['competitor A'].punctuality} for competitor A`,
  ];
  expect(said.filter((value) => !table.includes(value))).toEqual([]);
});
