import { html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { getJson, postJson } from '../../controllers/api.ts';
import type { FetchProgress as Progress, Kpi } from '../../shared/api.ts';
import { ui } from '../../shared/text/interface.ts';
import { shortName } from '../../shared/text/kpi-names.ts';

const pollMs = 700;

/** Fetches a KPI that the release does not hold, shows how it goes, and tells `fetched` when done. */
@customElement('fetch-progress')
export class FetchProgress extends LitElement {
  @property({ attribute: false }) kpi: Kpi | undefined;
  @state() private progress: Progress | undefined;
  @state() private failed = false;
  #life: AbortController | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override firstUpdated(): void {
    void this.#run();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life?.abort();
  }

  protected override render() {
    const { kpi } = this;
    if (kpi === undefined) return undefined;
    const title = shortName(kpi);
    if (this.failed)
      return html`<div class="notice notice-problem" role="alert">
        <p>${ui.fetching.failed(title)}</p>
        <button type="button" class="button" @click=${() => void this.#run()}>
          ${ui.fetching.retry}
        </button>
      </div>`;
    const share = this.progress?.progress ?? 0;
    return html`<div class="notice fetch-progress" role="status">
      <p><strong>${ui.fetching.heading(title)}</strong></p>
      <progress
        max="1"
        .value=${share}
        aria-label=${ui.fetching.progress(Math.round(share * 100))}
      ></progress>
      <p>${ui.fetching.explain}</p>
    </div>`;
  }

  async #run(): Promise<void> {
    if (this.kpi === undefined) return;
    this.#life?.abort();
    const life = new AbortController();
    this.#life = life;
    this.failed = false;
    const path = `/api/v1/kpis/${this.kpi.id}/fetch`;
    try {
      this.progress = await postJson<Progress>(path, life.signal);
      while (this.progress.state === 'queued' || this.progress.state === 'running') {
        await new Promise((resolve) => setTimeout(resolve, pollMs));
        this.progress = await getJson<Progress>(path, life.signal);
      }
      this.failed = this.progress.state === 'failed';
      if (!this.failed && !life.signal.aborted)
        this.dispatchEvent(new Event('fetched', { bubbles: true }));
    } catch {
      if (!life.signal.aborted) this.failed = true;
    }
  }
}
