import { html } from 'hono/html';
import type { Area } from '../../web/shared/api.ts';
import { limits } from '../../web/shared/comparison/comparison.ts';
import { similarText } from '../../web/shared/text/likeness-page.ts';
import type { ReadyList, ReadyLists } from '../likeness/ready-lists.ts';
import type { Html } from './html.ts';

const { likes: likesText, groups: groupsText, list: listText } = similarText;
/** Longer lists are cut when named. */
const mostNamed = 16;

interface ReadyListsInput {
  readonly own: Area;
  readonly lists: ReadyLists;
  readonly comparisonWith: (ids: readonly string[]) => string;
}

/** Lists that others have made, members named, each a link to a comparison that lists them. */
export function readyListsHtml({ own, lists, comparisonWith }: ReadyListsInput): Html {
  const { likes, groups } = lists;
  const [first, ...others] = likes;
  const item = (list: ReadyList) => listHtml(list, own, comparisonWith);
  return html`<h2 id="koladas-listor">${likesText.heading}</h2>
    <p>${first === undefined ? likesText.none(own.name) : likesText.lede(own.name)}</p>
    ${first === undefined ? '' : item(first)}
    ${
      others.length === 0
        ? ''
        : html`<details>
            <summary>${likesText.also(others.length)}</summary>
            ${others.map(item)}
          </details>`
    }
    ${groups.length === 0 ? '' : html`<h2>${groupsText.heading}</h2>`} ${groups.map(item)}`;
}

function listHtml(
  { id, title, members }: ReadyList,
  own: Area,
  comparisonWith: ReadyListsInput['comparisonWith'],
): Html {
  const others = members.filter(({ id }) => id !== own.id);
  const names = others.slice(0, mostNamed).map(({ name }) => name);
  const rest = others.length - names.length;
  const named =
    rest === 0 ? listText.members(names) : `${names.join(', ')} ${listText.andMore(rest)}`;
  return html`<section class="list" aria-label="${title}">
    <h3>${title}</h3>
    <p>${named}</p>
    <p class="actions">
      ${
        others.length < limits.areas
          ? html`<a class="button" href="${comparisonWith(others.map(({ id }) => id))}"
              >${listText.compare(others.length)}</a
            >`
          : ''
      }
      ${
        id === undefined
          ? ''
          : html`<a class="button" href="${comparisonWith([id])}">${listText.mean}</a>`
      }
    </p>
  </section>`;
}
