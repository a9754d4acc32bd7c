/** Middle value; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** Milliseconds of one call. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** One line of a report: our figure, the limit or the peer of the same run, and their ratio. */
export function report(claim: string, ours: number, peer: { readonly name: string; readonly ms: number }): void {
  const columns = [
    claim.padEnd(58),
    `${ours.toFixed(1).padStart(9)} ms`,
    `${peer.name} ${peer.ms.toFixed(1)} ms`.padStart(30),
    `ratio ${(ours / peer.ms).toFixed(2)}`,
  ];
  process.stdout.write(`${columns.join('  ')}\n`);
}
