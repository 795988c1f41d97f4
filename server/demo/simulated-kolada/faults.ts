/** How the service misbehaves; `when` narrows which requests are hit. */
export type Fault = FaultKind & { readonly when?: FaultWindow };

export interface FaultWindow {
  /** Only requests whose path and query match. */
  readonly path?: RegExp;
  /** Let this many matching requests through first. */
  readonly after?: number;
  /** Hit this many, then recover; always when absent. */
  readonly times?: number;
}

export type FaultKind =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Sends the honest answer, some bytes at a time. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
  /** Promises the whole body and cuts the connection after some bytes. */
  | { readonly kind: 'half-body'; readonly atByte: number }
  /** Whole as HTTP sees it, but the JSON ends early. */
  | { readonly kind: 'cut-json'; readonly atByte: number }
  /** A maintenance page with status 200. */
  | { readonly kind: 'html' }
  | { readonly kind: 'bad-utf8' }
  /** Some other JSON, or none, with status 200. */
  | { readonly kind: 'body'; readonly text: string }
  /** This share of the rows has a text where a number belongs. */
  | { readonly kind: 'wrong-types'; readonly share: number }
  /** This share of a catalogue's rows has a number for an id. */
  | { readonly kind: 'wrong-ids'; readonly share: number }
  /** Every row of the page comes twice. */
  | { readonly kind: 'duplicates' }
  /** `count` promises more than the page holds. */
  | { readonly kind: 'short-page' }
  /** next_url is the page itself. */
  | { readonly kind: 'next-loop' }
  | { readonly kind: 'next-url'; readonly url: string }
  /** The honest next_url, written without scheme and host. */
  | { readonly kind: 'next-relative'; readonly form: 'path' | 'query' }
  /** Ever new pages: each repeats its rows and names another after it. */
  | { readonly kind: 'next-endless' }
  /** No fault at all: the honest answer, compressed. */
  | { readonly kind: 'gzip' }
  | { readonly kind: 'cut-gzip' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** A small gzip body that unpacks to so many bytes (whole mebibytes) of white space. */
  | { readonly kind: 'gzip-bomb'; readonly bytes: number }
  | RewriteKind;

/**
 * Answers that are whole as HTTP and JSON, and say what is not so. `kpi` narrows it to one KPI.
 * Catalogue lists are left alone but by `short-list`.
 */
export type RewriteKind =
  /** Every value null, with the status `Missing`. */
  | { readonly kind: 'all-null'; readonly kpi?: string }
  /** Every value the same: 0, or another. */
  | { readonly kind: 'one-value'; readonly value: number; readonly kpi?: string }
  /** This share of the rows, 0–1, evenly spread, is gone. */
  | { readonly kind: 'drop-rows'; readonly share: number; readonly kpi?: string }
  | { readonly kind: 'drop-area'; readonly area: string; readonly kpi?: string }
  | { readonly kind: 'drop-genders'; readonly kpi?: string }
  /** Every row says another year. */
  | { readonly kind: 'shift-years'; readonly by: number; readonly kpi?: string }
  /** Every row has the values of the row after it of the same KPI and year. */
  | { readonly kind: 'shift-areas'; readonly kpi?: string }
  /** Women's values for men's, and men's for women's. */
  | { readonly kind: 'swap-genders'; readonly kpi?: string }
  /** Every value times a factor; 1 + 1e-12 is what sums in another order give. */
  | { readonly kind: 'scale'; readonly factor: number; readonly kpi?: string }
  /** So many rows of each page also come with their values changed, before or after themselves. */
  | {
      readonly kind: 'conflicting-rows';
      readonly rows: number;
      readonly place: 'before' | 'after' | 'last';
      readonly kpi?: string;
    }
  /** So many rows of each page also come again, equal. */
  | { readonly kind: 'equal-rows'; readonly rows: number; readonly kpi?: string }
  /** A list of the catalogue ends after this share of it, 0–1. */
  | { readonly kind: 'short-list'; readonly share: number };

/** Decides, request by request, whether the fault that is set strikes. */
export function createFaults() {
  let fault: Fault | undefined;
  let matched = 0;
  return {
    set: (next: Fault | undefined) => {
      fault = next;
      matched = 0;
    },
    next: (path: string): Fault | undefined => {
      if (!fault) return undefined;
      const { path: pattern, after = 0, times = Infinity } = fault.when ?? {};
      if (pattern && !pattern.test(path)) return undefined;
      matched += 1;
      return matched > after && matched <= after + times ? fault : undefined;
    },
  };
}
