import { readHeightMessage } from './height-message.ts';

/**
 * Lets a frame follow the height that its own content reports. Messages from any other window
 * are passed over.
 * @param frames those that may be resized now; asked anew at each message
 * @returns stops following
 */
export function followHeight(frames: () => Iterable<HTMLIFrameElement>): () => void {
  const listener = (event: MessageEvent<unknown>) => {
    const height = readHeightMessage(event.data);
    if (height === undefined) return;
    for (const frame of frames()) {
      if (frame.contentWindow === event.source) frame.style.height = `${height}px`;
    }
  };
  window.addEventListener('message', listener);
  return () => window.removeEventListener('message', listener);
}
