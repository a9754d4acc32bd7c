import type { Plan } from '../plan/plan.ts';

/** Whether the rows of a component may count in several groups: decided by the plan, whatever the data of the day. */
export function overlaps({ legs, components }: Pick<Plan, 'legs' | 'components'>, component: number): boolean {
  const known = components[component];
  if (known === undefined || known.isAllocated) return false;
  return (legs[known.leg]?.links.length ?? 0) > 0;
}
