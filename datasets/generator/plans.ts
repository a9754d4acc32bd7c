import { planted } from './planted.ts';
import { file, type Step } from './step.ts';

const { unitWithout, withoutOwner } = planted.plans;

/** Who plans what: every product line, service plan, depot and touchpoint, with the holes that nobody fills. */
export function planFiles(): readonly Step[] {
  return [
    file(
      'plans',
      'product_line, service_plan, unit_id, touchpoint_id',
      `SELECT product_line, service_plan, unit_id, touchpoint_id, unit_id <> '${unitWithout}' AS has_plan,
         CASE WHEN unit_id = '${unitWithout}' OR (product_line = '${withoutOwner.productLine}' AND touchpoint_id = '${withoutOwner.touchpoint}') THEN NULL
              WHEN touchpoint_id IN ('T05', 'T06', 'T08') THEN concat('depot-', unit_id) WHEN touchpoint_id = 'T10' THEN 'finance' ELSE 'cx-team' END AS owner
       FROM (SELECT unnest(['kitchen', 'laundry', 'furniture', 'garden', 'service']) AS product_line),
         (SELECT unnest(['none', 'basic', 'plus']) AS service_plan), (SELECT unit_id FROM units), (SELECT touchpoint_id FROM touchpoints)`,
    ),
  ];
}
