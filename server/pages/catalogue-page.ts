import { html, raw } from 'hono/html';
import type { Kpi, ListAnswer } from '../../web/shared/api.ts';
import { formatNumber } from '../../web/shared/text/number.ts';
import { offlineText } from '../../web/shared/text/offline.ts';
import { catalogueText as text } from '../../web/shared/text/pages.ts';
import type { Html } from './html.ts';

export interface CatalogueInput {
  readonly search: string;
  readonly filter: CatalogueFilter;
  readonly found: ListAnswer<Kpi>;
  readonly catalogueSize: number;
  /** Whether Kolada's catalogue has never been fetched. */
  readonly isOffline: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** What the list is narrowed to, as written in the address; empty for everything. */
export interface CatalogueFilter {
  readonly urval: string;
  readonly kon: '' | 'ja' | 'nej';
  readonly typ: '' | 'K' | 'L';
}

/** The catalogue with its search; a plain form, so it works without script. */
export async function cataloguePage(input: CatalogueInput): Promise<string> {
  const { found, search } = input;
  return String(
    await html`<article class="catalogue">
      <h1>${text.title}</h1>
      <p class="lede">${lede(input)}</p>
      <form method="get" action="/nyckeltal" role="search" class="search-form">
        <label for="sok">${text.searchLabel}</label>
        <input
          id="sok"
          name="q"
          type="search"
          value="${search}"
          placeholder="${text.placeholder}"
          maxlength="200"
          autocomplete="off"
        />
        <button type="submit">${text.searchButton}</button>
        ${filterFields(input.filter)}
      </form>
      <p role="status">
        ${text.results(found.total, search, isFiltered(input.filter))}
        ${isFiltered(input.filter) ? html`<a href="${listAddress(search)}">${text.filter.clear}</a>` : ''}
      </p>
      ${input.filter.urval === 'hme' ? html`<p><a class="button" href="/hme">${text.hme}</a></p>` : ''}
      ${found.items.length === 0 ? '' : kpiTable(found.items)} ${pager(input)}
    </article>`,
  );
}

function lede({ catalogueSize, isOffline }: CatalogueInput): string {
  const total = formatNumber(catalogueSize);
  return isOffline ? `${offlineText.catalogue(total)} ${offlineText.remedy}` : text.lede(total);
}

function kpiTable(items: readonly Kpi[]): Html {
  const { columns } = text;
  return html`<div class="table-scroll" role="region" aria-label="${text.title}" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">${columns.title}</th>
          <th scope="col">${columns.id}</th>
          <th scope="col">${columns.unit}</th>
          <th scope="col">${columns.gender}</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(
          (kpi) =>
            html`<tr>
              <th scope="row">
                <a href="/nyckeltal/${kpi.id}">${kpi.title}</a
                >${kpi.discontinued ? html` <span class="tag">${text.discontinued}</span>` : ''}
              </th>
              <td>${kpi.id}</td>
              <td>${kpi.unit}</td>
              <td>${kpi.genderSplit ? text.yes : text.no}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function filterFields({ urval, kon, typ }: CatalogueFilter): Html {
  const { filter } = text;
  const sets = Object.entries(filter.sets);
  return html`<div class="fields filters">
    ${choice('urval', filter.set, urval, [['', filter.anySet], ...sets])}
    ${choice('kon', filter.gender, kon, [
      ['', filter.anyGender],
      ['ja', filter.split],
      ['nej', filter.whole],
    ])}
    ${choice('typ', filter.type, typ, [
      ['', filter.anyType],
      ['K', filter.municipalities],
      ['L', filter.regions],
    ])}
  </div>`;
}

function choice(
  name: string,
  label: string,
  chosen: string,
  options: readonly (readonly [string, string])[],
): Html {
  return html`<p class="field">
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${options.map(([value, words]) =>
        value === chosen
          ? html`<option value="${value}" selected>${words}</option>`
          : html`<option value="${value}">${words}</option>`,
      )}
    </select>
  </p>`;
}

function isFiltered({ urval, kon, typ }: CatalogueFilter): boolean {
  return urval !== '' || kon !== '' || typ !== '';
}

function listAddress(search: string): string {
  return search === '' ? '/nyckeltal' : `/nyckeltal?${new URLSearchParams({ q: search })}`;
}

function pager({ search, filter, found, offset, limit }: CatalogueInput): Html {
  const address = (to: number) => {
    const chosen = Object.entries(filter).filter(([, value]) => value !== '');
    const params = new URLSearchParams([['q', search], ...chosen, ['fran', String(to)]]);
    return raw(`/nyckeltal?${params.toString().replaceAll('&', '&amp;')}`);
  };
  return html`<p class="pager">
    ${
      offset > 0
        ? html`<a href="${address(Math.max(0, offset - limit))}">${text.previous}</a> `
        : ''
    }${offset + limit < found.total ? html`<a href="${address(offset + limit)}">${text.more}</a>` : ''}
  </p>`;
}
