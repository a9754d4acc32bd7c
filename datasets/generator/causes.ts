import { planted } from './planted.ts';

export interface Cause {
  readonly id: string;
  readonly label: string;
  readonly touchpoint: string;
  /** Share of tickets whose primary cause it is. */
  readonly share: number;
  /** EUR a ticket before unit, trend, change and noise. */
  readonly cost: number;
  readonly controllable: boolean;
}

const { cause, ticketShare, baseCost } = planted.rootCause;

/** Why customers turn to the service desk; the shares add up to 1. */
export const causes: readonly Cause[] = [
  {
    id: cause,
    label: 'Slot changed without notice',
    touchpoint: 'T04',
    share: ticketShare,
    cost: baseCost,
    controllable: true,
  },
  { id: 'damaged', label: 'Goods damaged', touchpoint: 'T05', share: 0.15, cost: 28, controllable: true },
  { id: 'invoice_error', label: 'Invoice wrong', touchpoint: 'T10', share: 0.14, cost: 20, controllable: true },
  { id: 'install_fault', label: 'Installation faulty', touchpoint: 'T06', share: 0.13, cost: 32, controllable: true },
  { id: 'wrong_item', label: 'Wrong item delivered', touchpoint: 'T05', share: 0.12, cost: 24, controllable: true },
  { id: 'app_login', label: 'Cannot log in to the app', touchpoint: 'T01', share: 0.1, cost: 14, controllable: true },
  { id: 'other', label: 'Other', touchpoint: 'T07', share: 0.08, cost: 22, controllable: false },
];

/** `CASE` that turns a number in [0, 1) into a cause, with the declared shares. */
export function causeOf(number: string): string {
  let upTo = 0;
  const branches = causes.slice(0, -1).map(({ id, share }) => {
    upTo += share;
    return `WHEN ${number} < ${upTo.toFixed(4)} THEN '${id}'`;
  });
  return `CASE ${branches.join(' ')} ELSE '${causes.at(-1)?.id ?? 'other'}' END`;
}
