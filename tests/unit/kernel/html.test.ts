import { expect, test } from 'vitest';
import { html } from '../../../shared/kernel/html.ts';

test('a template escapes every value, in text and in attributes, and leaves markup alone', () => {
  const evil = `"><script>alert('x')</script>&`;
  const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;';
  expect(html`<p title="${evil}">${evil}</p>`.markup).toBe(`<p title="${escaped}">${escaped}</p>`);
  expect(html`<p>${html`<b>${1}</b>`}${[html`<i></i>`, 'a<b', ['&', 0]]}</p>`.markup).toBe(
    '<p><b>1</b><i></i>a&lt;b&amp;0</p>',
  );
  expect(html`${false}${undefined}${[]}${''}`.markup).toBe('');
});
