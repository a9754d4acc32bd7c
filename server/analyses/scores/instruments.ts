/** The scale of a question, and which answers count for and against. */
export interface Instrument {
  readonly label: string;
  readonly scale: readonly [number, number];
  /** The answers that count for it, and those against it. */
  readonly top: readonly [number, number];
  readonly bottom: readonly [number, number] | null;
}

/** The questions whose scores are known, by name. */
export const instruments: ReadonlyMap<string, Instrument> = new Map([
  ['nps', { label: 'NPS', scale: [0, 10], top: [9, 10], bottom: [0, 6] }],
  ['csat', { label: 'CSAT', scale: [1, 5], top: [4, 5], bottom: null }],
  ['ces', { label: 'CES', scale: [1, 7], top: [5, 7], bottom: null }],
]);
