/** Breaks a line off as soon as `check` rejects; it is asked every so often until the answer is called. */
export function cutWhenUnwelcome(
  line: { destroy(): unknown },
  check: () => Promise<unknown>,
  everyMs: number,
): () => void {
  const timer = setInterval(() => {
    check().catch(() => {
      clearInterval(timer);
      line.destroy();
    });
  }, everyMs);
  return () => clearInterval(timer);
}
