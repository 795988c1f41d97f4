import type { ReactiveController } from 'lit';

/** Closes open menus (`details.menu`) on Escape, and on a press outside them. */
export class MenuClosing implements ReactiveController {
  readonly #host: HTMLElement;

  /** @param host adds it as its controller */
  constructor(host: HTMLElement) {
    this.#host = host;
  }

  hostConnected(): void {
    document.addEventListener('click', this.#onClick);
    document.addEventListener('keydown', this.#onKey);
  }

  hostDisconnected(): void {
    document.removeEventListener('click', this.#onClick);
    document.removeEventListener('keydown', this.#onKey);
  }

  readonly #onClick = (event: MouseEvent) => {
    for (const menu of this.#open())
      if (!(event.target instanceof Node && menu.contains(event.target))) menu.open = false;
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    for (const menu of this.#open()) {
      const hadFocus = menu.contains(document.activeElement);
      menu.open = false;
      if (hadFocus) menu.querySelector('summary')?.focus();
    }
  };

  #open(): HTMLDetailsElement[] {
    return [...this.#host.querySelectorAll<HTMLDetailsElement>('details.menu[open]')];
  }
}
