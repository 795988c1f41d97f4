import { followHeight } from './follow-height.ts';
import { defineDiagramElement } from './omvarld-diagram.ts';

/**
 * The one script that a surrounding page loads: `<iframe data-omvarld>` follow their content's
 * height, and `<omvarld-diagram>` works. No cookies, no storage, nothing from elsewhere.
 */
followHeight(() => document.querySelectorAll<HTMLIFrameElement>('iframe[data-omvarld]'));
defineDiagramElement(new URL(/* @vite-ignore */ '/', import.meta.url));
