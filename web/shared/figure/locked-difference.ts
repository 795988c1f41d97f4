import { html } from 'hono/html';
import type { Change, ComparisonAnswer, ReleaseInfo } from '../api.ts';
import { effectiveGenders } from '../comparison/comparison.ts';
import { shortName } from '../text/kpi-names.ts';
import { lockedText } from '../text/locked.ts';
import { genderLabel } from '../text/measure.ts';
import { areaColumn, cellText } from '../text/table-text.ts';

/** What has happened to the figures of a locked view since its release. */
export interface LockedDifference {
  readonly newest: ReleaseInfo;
  /** Of the chosen KPIs and areas, as `/api/v1/releases/:id/changes` answers. */
  readonly changes: readonly Change[];
}

/** The API answers at most so many changes at once. */
export const mostChanges = 10_000;

const mostRows = 200;

/**
 * A polite notice above a locked view: how many of its values have changed, and each of them as it
 * was and as it is. Empty for a view that is not locked, or locked to the newest release.
 * @param unlockedHref address of the same view with the newest figures
 */
export function lockedDifferenceHtml(
  answer: ComparisonAnswer,
  { newest, changes }: LockedDifference,
  unlockedHref: string,
): string {
  const locked = answer.query.release;
  if (locked === null || locked === newest.id) return '';
  const changed = shownChanges(answer, changes);
  const years = newYears(answer, changes);
  return String(
    html`<section class="notice locked-difference" aria-labelledby="sedan-dess">
      <h2 id="sedan-dess">
        ${lockedText.heading(changed.length, answer.observations.length, locked)}
      </h2>
      <p>
        ${lockedText.explain(newest.id)} ${years.length === 0 ? '' : lockedText.newYears(years)}
        <a href="${unlockedHref}">${lockedText.unlock}</a>
      </p>
      ${changed.length === 0 ? '' : detailsHtml(answer, changed, newest)}
    </section>`,
  );
}

/** The changes in what the view shows: its years and genders; ordered as the view is. */
export function shownChanges(answer: ComparisonAnswer, changes: readonly Change[]): Change[] {
  const { kpis, municipalities, query } = answer;
  const genders = effectiveGenders(query);
  const kpiPlace = new Map(kpis.map(({ id }, i) => [id, i]));
  const areaPlace = new Map(municipalities.map(({ id }, i) => [id, i]));
  const years = new Map(kpis.map((kpi) => [kpi.id, new Set(kpi.years)]));
  const place = (change: Change) => [
    kpiPlace.get(change.kpi) ?? 0,
    areaPlace.get(change.municipality) ?? 0,
    change.year,
    genders.indexOf(change.gender),
  ];
  return changes
    .filter(
      (change) =>
        years.get(change.kpi)?.has(change.year) === true &&
        areaPlace.has(change.municipality) &&
        genders.includes(change.gender),
    )
    .map((change) => ({ change, key: place(change) }))
    .toSorted((a, b) => compareKeys(a.key, b.key))
    .map(({ change }) => change);
}

/** Years after the last shown that have got values since, ascending. */
function newYears({ kpis, query }: ComparisonAnswer, changes: readonly Change[]): number[] {
  const last = new Map(kpis.map((kpi) => [kpi.id, kpi.years.at(-1) ?? Infinity]));
  const genders = effectiveGenders(query);
  const years = changes
    .filter(({ kpi, year, before, after, gender }) => {
      const isNew = (before?.value ?? null) === null && (after?.value ?? null) !== null;
      return isNew && year > (last.get(kpi) ?? Infinity) && genders.includes(gender);
    })
    .map(({ year }) => year);
  return [...new Set(years)].toSorted((a, b) => a - b);
}

function detailsHtml(answer: ComparisonAnswer, changed: readonly Change[], newest: ReleaseInfo) {
  const { columns } = lockedText;
  const caption = lockedText.caption(answer.release.id, newest.id);
  const kpis = new Map(answer.kpis.map((kpi) => [kpi.id, kpi]));
  const names = new Map(answer.municipalities.map(({ id, name }) => [id, name]));
  const shown = (change: Change, side: Change['before']) =>
    side === null
      ? lockedText.nothing
      : cellText({ ...change, ...side }, kpis.get(change.kpi)?.form ?? '');
  return html`<details>
    <summary>${lockedText.details(changed.length)}</summary>
    <div class="table-scroll" role="region" aria-label="${caption}" tabindex="0">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${areaColumn(answer.municipalities)}</th>
            <th scope="col">${columns.kpi}</th>
            <th scope="col">${columns.year}</th>
            <th scope="col">${columns.gender}</th>
            <th scope="col" class="number">${columns.before}</th>
            <th scope="col" class="number">${columns.after}</th>
          </tr>
        </thead>
        <tbody>
          ${changed.slice(0, mostRows).map((change) => {
            const kpi = kpis.get(change.kpi);
            return html`<tr>
              <th scope="row">${names.get(change.municipality) ?? change.municipality}</th>
              <td>${kpi === undefined ? change.kpi : shortName(kpi)}</td>
              <td>${change.year}</td>
              <td>${genderLabel(change.gender)}</td>
              <td class="number">${shown(change, change.before)}</td>
              <td class="number">${shown(change, change.after)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    ${changed.length > mostRows ? html`<p>${lockedText.more(changed.length - mostRows)}</p>` : ''}
  </details>`;
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((part, at) => part !== b[at]);
  return i === -1 ? 0 : (a[i] ?? 0) - (b[i] ?? 0);
}
