import { heightMessageType } from './height-message.ts';

/**
 * Runs inside the embed page. Tells the parent the content's height at start and on every change.
 * The content's height never depends on the frame's, so following it cannot loop.
 */
const root = document.documentElement;
let told = 0;

const tell = () => {
  const height = Math.ceil(root.getBoundingClientRect().height);
  if (height === told) return;
  told = height;
  window.parent.postMessage({ type: heightMessageType, height }, '*');
  window.parent.postMessage({ height }, '*');
};

if (window.parent !== window) {
  new ResizeObserver(tell).observe(root);
  tell();
}
