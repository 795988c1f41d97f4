import { embedText } from '../shared/text/embed.ts';
import { followHeight } from './follow-height.ts';

const defaultHeight = 640;

/**
 * Defines `<omvarld-diagram fraga="kommuner=bracke,boras&amp;nyckeltal=U21468" rubrik="…">`.
 * Styles are set through the object model, so the page's own CSP needs only `script-src` and
 * `frame-src` for this origin.
 * @param origin address that the embed page is fetched from: the script's own
 */
export function defineDiagramElement(origin: URL): void {
  if (customElements.get('omvarld-diagram') !== undefined) return;

  class OmvarldDiagram extends HTMLElement {
    static readonly observedAttributes = ['fraga', 'rubrik', 'hojd'];
    readonly #frame = document.createElement('iframe');
    #unfollow: (() => void) | undefined;

    connectedCallback(): void {
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      this.style.display = 'block';
      this.#frame.style.cssText = 'display:block;width:100%;border:0';
      this.#frame.loading = 'lazy';
      this.#frame.referrerPolicy = 'no-referrer';
      this.#show();
      root.replaceChildren(this.#frame);
      this.#unfollow = followHeight(() => [this.#frame]);
    }

    disconnectedCallback(): void {
      this.#unfollow?.();
    }

    attributeChangedCallback(): void {
      if (this.isConnected) this.#show();
    }

    #show(): void {
      const address = new URL('/inbaddat', origin);
      address.search = this.getAttribute('fraga') ?? '';
      this.#frame.style.height = `${Number(this.getAttribute('hojd')) || defaultHeight}px`;
      this.#frame.title = this.getAttribute('rubrik') ?? embedText.frameTitle;
      if (this.#frame.src !== address.href) this.#frame.src = address.href;
    }
  }

  customElements.define('omvarld-diagram', OmvarldDiagram);
}
