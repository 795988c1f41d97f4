import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AreaSource } from '../../controllers/area-source.ts';
import type { Group } from '../../shared/api.ts';
import type { Comparison } from '../../shared/comparison/comparison.ts';
import { addAreas, replaceAreas } from '../../shared/comparison/edit.ts';
import { ui } from '../../shared/text/interface.ts';
import { ComparisonChangeEvent } from '../comparison-change.ts';

const countryId = '0000';
const everyMunicipalityId = 'G2328';
/** Longer lists are cut when named, and are not offered as lists. */
const mostNamed = 12;
const mostListed = 59;

/** Riket, the mean of all, and the groups that are about the own kommun, members named. */
@customElement('ready-groups')
export class ReadyGroups extends LitElement {
  @property({ attribute: false }) comparison: Comparison | undefined;
  @property({ attribute: false }) areas: AreaSource | undefined;
  @state() private groups: readonly Group[] | undefined;
  @state() private failed = false;
  #loadedFor: string | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const focus = this.comparison?.focus;
    if (!changed.has('comparison') || focus === undefined || focus === this.#loadedFor) return;
    this.#loadedFor = focus;
    void this.#load(focus);
  }

  protected override render() {
    const { comparison } = this;
    if (comparison === undefined) return undefined;
    const [first, ...others] = (this.groups ?? []).filter(({ id }) => id !== everyMunicipalityId);
    return html`<section class="ready" aria-label=${ui.areaSearch.ready}>
      <h2>${ui.areaSearch.ready}</h2>
      <p class="ready-actions">
        ${this.#single(comparison, countryId, ui.areaSearch.country)}
        ${this.#single(comparison, everyMunicipalityId, ui.areaSearch.everyMunicipality)}
      </p>
      ${this.#state()}
      ${
        first === undefined
          ? nothing
          : html`<ul>
              ${this.#group(comparison, first)}
            </ul>`
      }
      ${
        others.length === 0
          ? nothing
          : html`<details>
              <summary>${ui.areaSearch.more(others.length)}</summary>
              <ul>
                ${others.map((group) => this.#group(comparison, group))}
              </ul>
            </details>`
      }
    </section>`;
  }

  #state() {
    if (this.failed) return html`<p class="hint">${ui.areaSearch.failed}</p>`;
    return this.groups === undefined ? html`<p class="hint">${ui.areaSearch.loading}</p>` : nothing;
  }

  #single(comparison: Comparison, id: string, name: string) {
    return html`<button
      type="button"
      class="button"
      ?disabled=${comparison.areas.includes(id)}
      @click=${() => this.#change(addAreas(comparison, [id]), ui.builder.added(name))}
    >
      + ${name}
    </button>`;
  }

  #group(comparison: Comparison, group: Group) {
    const ids = group.members.map((member) => member.id);
    const added = ui.builder.added(group.title);
    return html`<li>
      <p class="ready-name">${group.title}</p>
      <p class="ready-members">${ui.areaSearch.members(namesOf(group))}</p>
      <p class="ready-actions">
        ${
          ids.length > mostListed
            ? nothing
            : html`<button
                  type="button"
                  class="button"
                  @click=${() => this.#change(addAreas(comparison, ids), added)}
                >
                  ${ui.areaSearch.asList(ids.length)}
                </button>
                <button
                  type="button"
                  class="button"
                  @click=${() => this.#change(replaceAreas(comparison, ids), added)}
                >
                  ${ui.areaSearch.replace}
                </button>`
        }
        <button
          type="button"
          class="button"
          title=${ui.areaSearch.meanHint}
          @click=${() => this.#addMean(comparison, group)}
        >
          ${ui.areaSearch.asMean}
        </button>
      </p>
    </li>`;
  }

  #addMean(comparison: Comparison, { id, title }: Group): void {
    this.areas?.learn([{ id, slug: id, name: title, kind: 'group' }]);
    this.#change(addAreas(comparison, [id]), ui.builder.added(title));
  }

  #change(comparison: Comparison, announcement: string): void {
    this.dispatchEvent(new ComparisonChangeEvent(comparison, announcement));
  }

  async #load(focus: string): Promise<void> {
    const area = this.areas?.directory.find(focus);
    if (this.areas === undefined || area === undefined || area.kind !== 'municipality') {
      this.groups = [];
      return;
    }
    try {
      this.groups = await this.areas.groupsFor(area);
      this.failed = false;
      this.areas.meet(this.groups.flatMap(({ members }) => members.map(toArea)));
    } catch {
      this.failed = true;
    }
  }
}

function toArea(member: Group['members'][number]) {
  return { ...member, kind: 'municipality', county: member.id.slice(0, 2) } as const;
}

function namesOf({ members }: Group): string {
  const names = members.slice(0, mostNamed).map(({ name }) => name);
  const rest = members.length - names.length;
  return rest === 0 ? names.join(', ') : `${names.join(', ')} ${ui.areaSearch.andMore(rest)}`;
}
