/** Beyond this many hidden cells sums are not solved; what every part has hidden in it is large then. */
export const mostSolved = 200;

/** Whether a sum of unknowns follows from other sums of them by adding and subtracting; each is a list of factors. */
export function followsFrom(known: readonly (readonly number[])[], wanted: readonly number[]): boolean {
  return without(wanted, reduced(known)).every((value) => Math.abs(value) <= nearlyZero);
}

interface Pivot {
  readonly column: number;
  readonly row: readonly number[];
}

const nearlyZero = 1e-9;

/** Equations solved for one unknown each, as far as they go. */
function reduced(equations: readonly (readonly number[])[]): readonly Pivot[] {
  const basis: Pivot[] = [];
  for (const equation of equations) {
    const rest = without(equation, basis);
    const column = rest.findIndex((value) => Math.abs(value) > nearlyZero);
    if (column < 0) continue;
    const lead = rest[column] ?? 1;
    const row = rest.map((value) => value / lead);
    basis.forEach((pivot, index) => {
      const factor = pivot.row[column] ?? 0;
      basis[index] = { column: pivot.column, row: pivot.row.map((value, place) => value - factor * (row[place] ?? 0)) };
    });
    basis.push({ column, row });
  }
  return basis;
}

function without(equation: readonly number[], basis: readonly Pivot[]): readonly number[] {
  return basis.reduce<readonly number[]>((rest, { column, row }) => {
    const factor = rest[column] ?? 0;
    return factor === 0 ? rest : rest.map((value, place) => value - factor * (row[place] ?? 0));
  }, equation);
}
