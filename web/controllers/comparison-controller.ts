import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Area, ComparisonAnswer } from '../shared/api.ts';
import type { Comparison } from '../shared/comparison/comparison.ts';
import { defaultComparison } from '../shared/comparison/comparison.ts';
import { formatInFull, parseComparison, type QueryProblem } from '../shared/comparison/query.ts';
import type { FigureContext } from '../shared/figure/figure-context.ts';
import { figurePage } from '../shared/figure/figure-page.ts';
import type { FigurePage } from '../shared/figure/figure.ts';
import { comparisonHref, withQuery } from '../shared/figure/links.ts';
import type { PageData } from '../shared/figure/page-data.ts';
import type { Guidance } from '../shared/text/guidance.ts';
import { ApiError, getJson, isAbort } from './api.ts';
import { createAreaSource } from './area-source.ts';
import { loadContext } from './figure-context.ts';

/** Where the page stands: what is shown is always the last answer, whatever has failed since. */
export type Phase =
  | { readonly kind: 'complete' }
  | { readonly kind: 'pending' }
  /** The server could not be reached or broke. */
  | { readonly kind: 'offline' }
  /** The server did not take the comparison; `detail` says why, in Swedish. */
  | { readonly kind: 'refused'; readonly detail: string };

export interface Shown {
  readonly answer: ComparisonAnswer;
  readonly page: FigurePage;
  readonly guidance: readonly Guidance[];
}

/** Keeps address, comparison and answer in step. The newest request wins; older ones are dropped. */
export class ComparisonController implements ReactiveController {
  comparison: Comparison = defaultComparison;
  problems: readonly string[] = [];
  phase: Phase = { kind: 'pending' };
  shown: Shown | undefined;
  readonly areas = createAreaSource();
  readonly #host: ReactiveControllerHost;
  #request: AbortController | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Starts from the data in the page, or from the address when there is none. */
  hostConnected(): void {
    addEventListener('popstate', this.#onPopState);
    const data = readPageData();
    if (data === undefined) void this.#readAddress();
    else {
      this.comparison = comparisonOf(data.answer);
      this.problems = data.problems;
      this.#show(data);
    }
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.#onPopState);
    this.#request?.abort();
  }

  /** Takes a new comparison into the address and fetches it. */
  change(comparison: Comparison): void {
    this.comparison = comparison;
    this.problems = [];
    const address = comparisonHref(comparison, this.areas.directory);
    if (address !== location.pathname + location.search) history.pushState(null, '', address);
    void this.load();
  }

  async load(): Promise<void> {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    const { comparison } = this;
    if (comparison.areas.length === 0 || comparison.kpis.length === 0) {
      this.#enter({ kind: 'complete' });
      return;
    }
    this.#enter({ kind: 'pending' });
    try {
      const path = withQuery('/api/v1/comparison', formatInFull(comparison));
      const answer = await getJson<ComparisonAnswer>(path, request.signal);
      const context = await loadContext(answer, request.signal);
      const guidance = await loadGuidance(answer, this.#named(context));
      if (!request.signal.aborted) {
        this.#show({ answer, context, guidance, problems: this.problems });
      }
    } catch (error) {
      if (request.signal.aborted || isAbort(error)) return;
      this.#enter(failure(error));
    }
  }

  readonly #onPopState = () => void this.#readAddress();

  async #readAddress(): Promise<void> {
    this.#enter({ kind: 'pending' });
    try {
      const directory = await this.areas.all();
      const params = new URLSearchParams(location.search);
      const { comparison, problems } = parseComparison(params, directory);
      if (problems.length > 0 && this.shown !== undefined) {
        // The server knows slugs of before, and those of the release that an address is locked to.
        location.reload();
        return;
      }
      this.comparison = comparison;
      this.problems = problems.length === 0 ? [] : await describe(problems);
    } catch (error) {
      this.#enter(failure(error));
      return;
    }
    await this.load();
  }

  #show({ answer, context, guidance }: PageData): void {
    this.areas.learn(linkable(answer));
    this.shown = { answer, page: figurePage(answer, this.#named(context)), guidance };
    this.#enter({ kind: 'complete' });
  }

  /** Functions do not survive the page's JSON, so names are looked up here. */
  #named(context: PageData['context']): FigureContext {
    return { ...context, areaName: (id) => this.areas.directory.find(id)?.name };
  }

  #enter(phase: Phase): void {
    this.phase = phase;
    this.#host.requestUpdate();
  }
}

/** A locked answer's slugs are its release's, and may mean nothing, or another, in newer ones: codes do not. */
function linkable({ municipalities, query }: ComparisonAnswer): readonly Area[] {
  if (query.release === null) return municipalities;
  return municipalities.map((area) => ({ ...area, slug: area.id }));
}

/** Its rules are loaded when a comparison has changed; without them the figures stand all the same. */
async function loadGuidance(
  answer: ComparisonAnswer,
  context: FigureContext,
): Promise<readonly Guidance[]> {
  try {
    const { guidance } = await import('../shared/text/guidance.ts');
    return guidance(answer, context);
  } catch {
    return [];
  }
}

/** Sentences that hardly any visit needs are loaded by the one that does. */
async function describe(problems: readonly QueryProblem[]): Promise<readonly string[]> {
  const { listQueryProblems } = await import('../shared/text/problem.ts');
  return listQueryProblems(problems);
}

function failure(error: unknown): Phase {
  return error instanceof ApiError && error.status < 500
    ? { kind: 'refused', detail: error.detail }
    : { kind: 'offline' };
}

/** Our own server wrote the block, so its shape is trusted; a page without one starts by fetching. */
function readPageData(): PageData | undefined {
  const text = document.querySelector('#comparison')?.textContent;
  return text === undefined || text === null || text === ''
    ? undefined
    : (JSON.parse(text) as PageData);
}

/** The comparison that an answer is about. */
function comparisonOf({ query }: ComparisonAnswer): Comparison {
  const { comparison } = parseComparison(
    new URLSearchParams({ ar: query.years, priser: query.prices ?? 'lopande' }),
    createAreaSource().directory,
  );
  const implied = query.years === (query.view === 'linje' ? 'alla' : 'senaste');
  return {
    kpis: query.kpis,
    areas: query.municipalities,
    focus: query.focus,
    years: implied ? undefined : comparison.years,
    genders: query.genders,
    view: query.view,
    release: query.release ?? undefined,
    priceYear: comparison.priceYear,
  };
}
