import { planted } from './planted.ts';
import { choose, file, work, type Step } from './step.ts';

const { punctuality, information, courtesy, price } = planted.perception;
const { pulsePerDeviation } = planted.employees;

const believed = (role: 'executive' | 'manager' | 'staff') =>
  choose('item_id', {
    punctuality: punctuality[role],
    information: information[role],
    courtesy: courtesy[role],
    price: price[role],
  });

/** What the company's own people answer: the pulse of the units, and how they think customers would rate the company. */
export function peopleFiles(): readonly Step[] {
  return [
    work(
      'work_staff',
      `SELECT unit, person, concat(unit, '/', person) AS entity
       FROM (SELECT unit, unnest(range(CASE WHEN unit = 40 THEN 4 ELSE 12 + pick('staff', unit, 19) END)) AS person FROM (SELECT unnest(range(1, 41)) AS unit))`,
    ),
    file(
      'employee_pulse',
      'pulse_id',
      `SELECT concat('P', lpad(unit::VARCHAR, 3, '0'), '-', lpad(person::VARCHAR, 2, '0'), '-', wave + 1, '-', item_id) AS pulse_id,
         'e' || substr(md5(concat('employee', entity)), 1, 10) AS employee, unit::VARCHAR AS unit_no,
         (DATE '2024-09-10' + to_months(3 * wave))::DATE AS asked_on, item_id,
         clamp(round(3.5 + ${pulsePerDeviation} * clamp(bell('engagement', unit), -2, 2) * CASE item_id WHEN 'engagement' THEN 1 ELSE 0.4 END
           + 0.9 * bell(item_id, concat(entity, '/', wave))), 1, 5)::INTEGER AS value
       FROM work_staff, (SELECT unnest(range(8)) AS wave), (SELECT unnest(['engagement', 'tools']) AS item_id)
       WHERE draw('pulse', concat(entity, '/', wave)) < 0.78`,
    ),
    file(
      'internal_views',
      'view_id',
      `WITH respondent AS (
         SELECT unit, 'manager' AS role, unnest(range(3)) AS person FROM (SELECT unnest(range(1, 41)) AS unit)
         UNION ALL SELECT unit, 'staff', unnest(range(12)) FROM (SELECT unnest(range(1, 40)) AS unit)
         UNION ALL SELECT NULL, 'executive', unnest(range(12))
       ), asked AS (
         SELECT *, concat(coalesce(unit, 0), '/', role, '/', person, '/', wave, '/', item_id) AS entity,
           CASE role WHEN 'executive' THEN ${believed('executive')} WHEN 'manager' THEN ${believed('manager')} ELSE ${believed('staff')} END AS top_two
         FROM respondent, (SELECT unnest(range(4)) AS wave), (SELECT unnest(['punctuality', 'information', 'price', 'courtesy']) AS item_id)
       )
       SELECT 'W' || substr(md5(entity), 1, 12) AS view_id, 'm' || substr(md5(concat(coalesce(unit, 0), '/', role, '/', person)), 1, 10) AS respondent, role,
         lpad(unit::VARCHAR, 3, '0') AS unit_id, (DATE '2024-10-01' + to_months(6 * wave))::DATE AS asked_on, item_id,
         CASE WHEN draw('believes', entity) < top_two THEN 4 + pick('believes-high', entity, 2) ELSE 1 + pick('believes-low', entity, 3) END AS value
       FROM asked`,
    ),
  ];
}
