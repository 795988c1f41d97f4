import { html, raw } from 'hono/html';
import { embedGuides, embedGuideText, type EmbedGuide } from '../../web/shared/text/embed-guide.ts';
import { embedForms, type EmbedForms } from '../../web/shared/embed/embed-forms.ts';
import type { Html } from './html.ts';

interface GuideInput {
  readonly origin: string;
  /** Canonical query string of the comparison to embed. */
  readonly query: string;
}

/** The overview: every publishing system, every form, and the two texts for the kommun's own pages. */
export async function embedGuideIndex(input: GuideInput): Promise<string> {
  const forms = formsOf(input);
  return String(
    await html`<article class="guide">
      <h1>${embedGuideText.title}</h1>
      <p class="lede">${embedGuideText.lede}</p>
      <h2>${embedGuideText.systems}</h2>
      <ul>
        ${embedGuides.map(
          (guide) =>
            html`<li><a href="/badda-in/${guide.slug}${raw(search(input))}">${guide.name}</a></li>`,
        )}
      </ul>
      <h2>${embedGuideText.otherForms}</h2>
      ${(['address', 'iframe', 'iframe-script', 'element', 'image'] as const).map(
        (form) =>
          html`<h3>${embedGuideText.forms[form]}</h3>
            ${snippet(forms[form])}`,
      )}
      ${readyTexts()}
    </article>`,
  );
}

/** One publishing system: what to paste, where, and what IT must allow. */
export async function embedGuidePage(guide: EmbedGuide, input: GuideInput): Promise<string> {
  return String(
    await html`<article class="guide">
      <p><a href="/badda-in${raw(search(input))}">${embedGuideText.title}</a></p>
      <h1>${guide.name}</h1>
      <p class="lede">${guide.intro}</p>
      <h2>${embedGuideText.paste}</h2>
      ${snippet(formsOf(input)[guide.form])}
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

function formsOf({ origin, query }: GuideInput): EmbedForms {
  return embedForms({
    origin,
    query,
    title: embedGuideText.exampleTitle,
    imageAlternative: embedGuideText.imageAlternative,
  });
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

function search({ query }: GuideInput): string {
  return query === '' ? '' : `?${query.replaceAll('&', '&amp;')}`;
}
