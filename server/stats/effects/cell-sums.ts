/** Observations folded into a cell: how many there are, Σy and Σy². A single observation y is `{ n: 1, sum: y, sumOfSquares: y² }`. */
export interface CellSums {
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** The sums of several cells taken together; nothing of nothing. */
export function together(cells: Iterable<CellSums>): CellSums {
  let [n, sum, sumOfSquares] = [0, 0, 0];
  for (const cell of cells) {
    n += cell.n;
    sum += cell.sum;
    sumOfSquares += cell.sumOfSquares;
  }
  return { n, sum, sumOfSquares };
}

/** Σy / n; 0 of an empty cell. */
export function meanOf({ n, sum }: CellSums): number {
  return n > 0 ? sum / n : 0;
}

/** Σ(y − ȳ)² of a cell, never below 0. It loses twice as many digits as the mean exceeds the spread by powers of ten. */
export function squaresAroundMean({ n, sum, sumOfSquares }: CellSums): number {
  return n > 0 ? Math.max(0, sumOfSquares - (sum * sum) / n) : 0;
}

/** The sample variance, Σ(y − ȳ)² / (n − 1); 0 below two observations. */
export function varianceOf(cell: CellSums): number {
  return cell.n > 1 ? squaresAroundMean(cell) / (cell.n - 1) : 0;
}

/** Whether counts are not negative and sums are finite numbers. */
export function isFiniteCell({ n, sum, sumOfSquares }: CellSums): boolean {
  return Number.isFinite(n) && n >= 0 && Number.isFinite(sum) && Number.isFinite(sumOfSquares);
}
