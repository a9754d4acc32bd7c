import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { FindingFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';
import { type Columns, columnsOf, numberOf, rowCountOf } from './columns.ts';
import './trivet-table.ts';
import type { Turn } from './trivet-table.ts';

export type Table = FindingFieldsFragment['finding']['tables'][number];

const pageSize = 100;
const first: Turn = { offset: 0, orderBy: null, descending: false };

/** The rows of a table of a finding, all of them here: sorted and turned without asking anybody. */
export class FindingTable extends LitElement {
  static override properties = { table: { attribute: false }, turn: { state: true } };
  declare table: Table;
  declare turn: Turn;

  static override styles = base;

  constructor() {
    super();
    this.turn = first;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('table') && changed.get('table') !== undefined) this.turn = first;
  }

  override render(): TemplateResult {
    const { columns, title } = this.table;
    const { offset, orderBy, descending } = this.turn;
    const values = columnsOf(this.table.values);
    const by = columns.findIndex(({ name }) => name === orderBy);
    const order = ordered(values, by, descending).slice(offset, offset + pageSize);
    return html`<trivet-table
      label=${title}
      .columns=${columns}
      .values=${values.map((column) => order.map((row) => column[row]))}
      .rowCount=${rowCountOf(values)}
      .offset=${offset}
      .pageSize=${pageSize}
      .sorting=${{ orderBy, descending }}
      @turn=${(event: CustomEvent<Turn>) => (this.turn = event.detail)}
    ></trivet-table>`;
  }
}
customElements.define('finding-table', FindingTable);

/** Row numbers by the values of a column; what has no value comes last either way. */
function ordered(values: Columns, by: number, isDescending: boolean): readonly number[] {
  const rows = Array.from({ length: rowCountOf(values) }, (_, row) => row);
  const column = values[by];
  if (column === undefined) return rows;
  const sign = isDescending ? -1 : 1;
  const isEmpty = (row: number): boolean => column[row] === null || column[row] === undefined;
  return rows.toSorted((a, b) => {
    if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b));
    const [left, right] = [numberOf(column[a]), numberOf(column[b])];
    if (left !== null && right !== null) return sign * (left - right);
    return sign * String(column[a]).localeCompare(String(column[b]), 'en', { numeric: true });
  });
}
