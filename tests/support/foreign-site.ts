import { createServer } from 'node:http';

export interface ForeignPage {
  /** Inside of `<body>`. */
  readonly body: string;
  /** Inside of `<head>`. */
  readonly head?: string;
  readonly style?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ForeignSite {
  /** On another host name than the server under test: `http://localhost:4711`. */
  readonly origin: string;
  /** Puts up a page; its address. */
  readonly put: (page: ForeignPage) => string;
  readonly close: () => Promise<void>;
}

/** A kommun's own site, on another origin, with a page and a style sheet for each test. */
export async function createForeignSite(): Promise<ForeignSite> {
  const pages: ForeignPage[] = [];
  const server = createServer((request, response) => {
    const [, number = '', extension = ''] = /^\/(\d+)(\.css)?$/.exec(request.url ?? '') ?? [];
    const page = pages[Number(number)];
    if (page === undefined || number === '') {
      response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
    } else if (extension !== '') {
      response.writeHead(200, { 'Content-Type': 'text/css' }).end(page.style ?? '');
    } else {
      const type = { 'Content-Type': 'text/html; charset=utf-8' };
      response.writeHead(200, { ...type, ...page.headers }).end(documentOf(page, number));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const origin = `http://localhost:${port}`;
  return {
    origin,
    put: (page) => `${origin}/${pages.push(page) - 1}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function documentOf({ head = '', body }: ForeignPage, number: string): string {
  return `<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Kommunen</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/${number}.css">${head}</head>
<body><main><h1>Kommunens egen sida</h1>${body}</main></body></html>`;
}
