import { html } from 'hono/html';
import { embedGuides, embedGuideText, type EmbedGuide } from '../../web/shared/text/embed-guide.ts';
import { embedForms, type EmbedForms } from '../../web/shared/embed/embed-forms.ts';
import { problemsHtml } from '../../web/shared/figure/figure-html.ts';
import type { EmbedNames } from '../../web/shared/embed/embed-names.ts';
import { lockedQuery, unlockedQuery, withQuery } from '../../web/shared/figure/links.ts';
import type { Html } from './html.ts';

export interface GuideInput {
  readonly origin: string;
  /** Canonical query string of the comparison to embed. */
  readonly query: string;
  /** Whether the address names a release. */
  readonly locked: boolean;
  /** The newest release. */
  readonly release: string;
  /** What could not be read in the address, one Swedish sentence each. */
  readonly problems: readonly string[];
  /** What the comparison shows now. */
  readonly finding: string;
  readonly names: EmbedNames;
}

/** The overview: every publishing system, every form, and the two texts for the kommun's own pages. */
export async function embedGuideIndex(input: GuideInput): Promise<string> {
  const forms = formsOf(input);
  return String(
    await html`<article class="guide">
      <h1>${embedGuideText.title}</h1>
      <p class="lede">${embedGuideText.lede}</p>
      ${problemsHtml(input.problems)}
      <h2>${embedGuideText.systems}</h2>
      <ul>
        ${embedGuides.map(
          (guide) =>
            html`<li>
              <a href="${withQuery(`/badda-in/${guide.slug}`, input.query)}">${guide.name}</a>
            </li>`,
        )}
      </ul>
      <h2>${embedGuideText.otherForms}</h2>
      ${updating('/badda-in', input)}
      ${(['address', 'iframe', 'iframe-script', 'element', 'image'] as const).map(
        (form) =>
          html`<h3>${embedGuideText.forms[form]}</h3>
            ${snippet(forms[form])}`,
      )}
      <h3>${embedGuideText.forms.oembed}</h3>
      <p>${embedGuideText.oembed}</p>
      ${snippet(`${input.origin}/oembed?url=${encodeURIComponent(forms.address)}`)} ${readyTexts()}
    </article>`,
  );
}

/** One publishing system: what to paste, where, and what IT must allow. */
export async function embedGuidePage(guide: EmbedGuide, input: GuideInput): Promise<string> {
  return String(
    await html`<article class="guide">
      <p><a href="${withQuery('/badda-in', input.query)}">${embedGuideText.title}</a></p>
      <h1>${guide.name}</h1>
      <p class="lede">${guide.intro}</p>
      ${problemsHtml(input.problems)}
      <h2>${embedGuideText.paste}</h2>
      ${updating(`/badda-in/${guide.slug}`, input)} ${snippet(formsOf(input)[guide.form])}
      <h2>${embedGuideText.steps}</h2>
      <ol>
        ${guide.steps.map((step) => html`<li>${step}</li>`)}
      </ol>
      <h2>${embedGuideText.allow}</h2>
      <ul>
        ${guide.allow.map((item) => html`<li>${item}</li>`)}
      </ul>
      <p>${embedGuideText.address(input.origin)}</p>
      ${readyTexts()}
    </article>`,
  );
}

function formsOf({ origin, query, names }: GuideInput): EmbedForms {
  return embedForms({ origin, query, ...names });
}

/** What the code below shows, and the way to the other choice. */
function updating(path: string, input: GuideInput): Html {
  const { locked, query, release, finding } = input;
  const other = locked ? unlockedQuery(query) : lockedQuery(query, release);
  return html`<p>
    ${embedGuideText.shows(finding)} ${locked ? embedGuideText.locked : embedGuideText.follows}
    <a href="${withQuery(path, other)}"
      >${locked ? embedGuideText.follow : embedGuideText.lock(release)}</a
    >
  </p>`;
}

function snippet(code: string): Html {
  return html`<pre class="snippet" tabindex="0"><code>${code}</code></pre>`;
}

function readyTexts(): Html {
  const { accessibility, privacy } = embedGuideText;
  return html`<h2>${accessibility.heading}</h2>
    <blockquote><p>${accessibility.text}</p></blockquote>
    <h2>${privacy.heading}</h2>
    <blockquote><p>${privacy.text}</p></blockquote>`;
}
