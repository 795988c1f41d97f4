import './components/data-table/data-table.ts';

markSection();
void start();

/** Tells where one is in the main menu. */
function markSection(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.site-nav a')) {
    const section = link.dataset['section'] ?? '';
    const here = location.pathname === '/' ? '/jamfor' : location.pathname;
    if (here.startsWith(section)) link.setAttribute('aria-current', 'page');
  }
}

/** The dashboard's script loads where there is a dashboard; `vite` alone serves a page without one. */
async function start(): Promise<void> {
  const isDashboard = ['/', '/jamfor'].includes(location.pathname);
  if (document.querySelector('omvarld-comparison') === null) {
    if (!isDashboard) return;
    document.querySelector('main')?.append(document.createElement('omvarld-comparison'));
  }
  // Only a locked page has a difference to tell, and it must not blink where the server told it.
  if (new URLSearchParams(location.search).has('utgava'))
    await import('./components/locked-difference/locked-difference.ts');
  await import('./pages/omvarld-comparison/omvarld-comparison.ts');
}
