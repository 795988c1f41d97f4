import { expect, test } from 'vitest';
import { guidanceHtml } from '../../../../web/shared/figure/guidance-html.ts';

test('Questions and answers are a folded list, with their texts escaped.', () => {
  const text = guidanceHtml([{ question: 'När är det mätt?', answer: 'A < B & "C"' }]);
  expect(text).toContain('<summary>Vad bör jag veta?</summary>');
  expect(text).toMatch(/<dt>När är det mätt\?<\/dt>\s*<dd>A &lt; B &amp; &quot;C&quot;<\/dd>/);
});

test('Nothing to say is no markup.', () => {
  expect(guidanceHtml([])).toBe('');
});
