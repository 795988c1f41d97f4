import { html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { limits, type Comparison } from '../../shared/comparison/comparison.ts';
import {
  setYearOption,
  setYearSpan,
  yearOption,
  type YearOption,
} from '../../shared/comparison/edit.ts';
import { ui } from '../../shared/text/interface.ts';
import { ComparisonChangeEvent } from '../comparison-change.ts';
import { segmentedControl } from '../segments.ts';

/** The latest year, two years, all years, or a span of the reader's own. */
@customElement('year-switch')
export class YearSwitch extends LitElement {
  @property({ attribute: false }) comparison: Comparison | undefined;
  /** Latest year with data. */
  @property({ type: Number }) latest: number | undefined;
  @state() private spanOpen = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render() {
    const { comparison, latest } = this;
    if (comparison === undefined || latest === undefined) return undefined;
    const chosen = yearOption(comparison, latest);
    return html`${segmentedControl<YearOption>({
      legend: ui.builder.years,
      name: 'ar',
      chosen: this.spanOpen ? 'own' : chosen,
      choose: (option) => this.#choose(option, comparison, latest),
      segments: [
        { value: 'latest', name: ui.builder.latest(latest) },
        { value: 'two', name: ui.builder.twoYears(latest - 2, latest) },
        { value: 'all', name: ui.builder.allYears },
        { value: 'own', name: ui.builder.ownYears },
      ],
    })}${this.spanOpen || chosen === 'own' ? this.#span(comparison, latest) : ''}`;
  }

  #choose(option: YearOption, comparison: Comparison, latest: number): void {
    this.spanOpen = option === 'own';
    if (option === 'own') return;
    this.dispatchEvent(new ComparisonChangeEvent(setYearOption(comparison, option, latest)));
  }

  #span(comparison: Comparison, latest: number) {
    const [from, to] = spanOf(comparison, latest);
    return html`<form class="year-span" @submit=${this.#submit}>
      ${this.#year('from', ui.builder.from, from)} ${this.#year('to', ui.builder.to, to)}
      <button class="button" type="submit">${ui.builder.apply}</button>
    </form>`;
  }

  #year(name: string, label: string, value: number) {
    return html`<label
      >${label}
      <input
        type="number"
        name=${name}
        min=${limits.firstYear}
        max=${limits.lastYear}
        .value=${String(value)}
        required
    /></label>`;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement) || this.comparison === undefined) return;
    const data = new FormData(event.target);
    const next = setYearSpan(this.comparison, Number(data.get('from')), Number(data.get('to')));
    this.spanOpen = false;
    this.dispatchEvent(new ComparisonChangeEvent(next));
  }
}

function spanOf({ years }: Comparison, latest: number): [number, number] {
  if (years?.kind === 'range') return [years.from, years.to];
  const first = years?.kind === 'years' ? years.years[0] : undefined;
  const last = years?.kind === 'years' ? years.years.at(-1) : undefined;
  return [first ?? latest - 10, last ?? latest];
}
