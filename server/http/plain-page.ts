interface Words {
  readonly title: string;
  readonly detail: string;
}

/** A page for a person where there is nothing to make a real one of: no release, no room, no request. */
export function plainPage({ title, detail }: Words): string {
  return `<!doctype html><html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head><body><main><h1>${title}</h1><p>${detail}</p></main></body></html>`;
}

/** Whether who asks reads pages; programs do not say that they do. */
export function readsPages(accept: string | undefined): boolean {
  return accept !== undefined && /\btext\/html\b/i.test(accept);
}
