import { ui } from '../../shared/text/interface.ts';

const collator = new Intl.Collator('sv', { numeric: true });
type Direction = 'ascending' | 'descending';

/**
 * Makes the table inside it sortable by any column: names in Swedish order, numbers by value,
 * gaps always last. Wraps markup that is complete without it.
 */
export class DataTable extends HTMLElement {
  connectedCallback(): void {
    for (const [column, header] of this.#headers().entries()) {
      if (header.querySelector('.sort') !== null) continue;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      button.append(...header.childNodes);
      button.title = ui.figure.sortBy(button.textContent.trim());
      button.addEventListener('click', () => this.#sort(column));
      header.append(button);
    }
  }

  #headers(): HTMLTableCellElement[] {
    return [...this.querySelectorAll<HTMLTableCellElement>('thead th')];
  }

  /** Names begin at A, numbers at the highest; a second press turns the order. */
  #sort(column: number): void {
    const headers = this.#headers();
    const header = headers[column];
    const body = this.querySelector('tbody');
    if (header === undefined || body === null) return;
    const before = header.getAttribute('aria-sort');
    const first: Direction = column === 0 ? 'ascending' : 'descending';
    const second: Direction = column === 0 ? 'descending' : 'ascending';
    const direction = before === first ? second : first;
    for (const other of headers) other.removeAttribute('aria-sort');
    header.setAttribute('aria-sort', direction);
    body.append(...[...body.rows].toSorted((a, b) => compareRows(a, b, column, direction)));
  }
}

customElements.define('data-table', DataTable);

function compareRows(
  a: HTMLTableRowElement,
  b: HTMLTableRowElement,
  ...[column, direction]: [number, Direction]
): number {
  const sign = direction === 'ascending' ? 1 : -1;
  if (column === 0) return sign * collator.compare(textOf(a, 0), textOf(b, 0));
  const [left, right] = [valueOf(a, column), valueOf(b, column)];
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  return sign * (left - right) || collator.compare(textOf(a, 0), textOf(b, 0));
}

function textOf(row: HTMLTableRowElement, column: number): string {
  return row.cells[column]?.textContent.trim() ?? '';
}

function valueOf(row: HTMLTableRowElement, column: number): number | undefined {
  const text = row.cells[column]?.dataset['value'];
  return text === undefined ? undefined : Number(text);
}
