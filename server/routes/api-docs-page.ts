import { html } from 'hono/html';
import { apiTexts as texts } from '../../web/shared/text/api-docs.ts';
import type { ApiDocument } from './api-docs.ts';

type Html = ReturnType<typeof html>;
type Operation = NonNullable<NonNullable<ApiDocument['paths']>[string]['get']>;
type Schema = NonNullable<NonNullable<ApiDocument['components']>['schemas']>[string];

/** Addresses that can be tried as they are, by operation. */
const examples: Readonly<Record<string, string>> = {
  comparison: '/api/v1/comparison?nyckeltal=N21006&kommuner=bracke,boras',
  kpis: '/api/v1/kpis?q=hemtj%C3%A4nst%20kostnad&limit=5',
  kpi: '/api/v1/kpis/N21006',
  coverage: '/api/v1/kpis/N21006/coverage',
  spread: '/api/v1/kpis/N21006/spread?ar=2024',
  municipalities: '/api/v1/municipalities',
  groups: '/api/v1/groups?kommun=bracke',
  events: '/api/v1/events?kommuner=boras,pitea',
  releases: '/api/v1/releases',
  health: '/health',
};

/** The API's description as a page's main part, made from the OpenAPI document alone. */
export async function renderApiArticle(document: ApiDocument): Promise<string> {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    (['get', 'post'] as const).flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ path, method, operation }];
    }),
  );
  const schemas = Object.entries(document.components?.schemas ?? {});
  const page = await html`<article class="api-docs">
    <h1>${texts.title}</h1>
    <p class="lede">${texts.description}</p>
    <p><a href="/api/v1/openapi.json">${texts.documentLink}</a></p>
    <nav aria-label="${texts.contents}">
      <ul>
        ${operations.map(
          ({ operation }) =>
            html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`,
        )}
        <li><a href="#shapes">${texts.shapes}</a></li>
      </ul>
    </nav>
    <section>
      <h2>${texts.basics}</h2>
      <ul>
        ${texts.basicsItems.map((item) => html`<li>${item}</li>`)}
      </ul>
    </section>
    ${operations.map(renderOperation)}
    <section id="shapes">
      <h2>${texts.shapes}</h2>
      ${schemas.map(([name, schema]) => renderShape(name, schema))}
    </section>
  </article>`;
  return String(page);
}

function renderOperation(entry: { path: string; method: string; operation: Operation }): Html {
  const { path, method, operation } = entry;
  const id = operation.operationId ?? path;
  const example = examples[id];
  return html`<section id="${id}">
    <h2>${operation.summary}</h2>
    <p><code class="path">${method.toUpperCase()} ${path}</code></p>
    <p>${operation.description}</p>
    ${renderParameters(operation)}
    <h3>${texts.answers}</h3>
    <dl>${Object.entries(operation.responses ?? {}).map(renderAnswer)}</dl>
    ${example === undefined ? '' : html`<p><a href="${example}">${texts.example}</a></p>`}
  </section>`;
}

function renderParameters({ parameters = [] }: Operation): Html | '' {
  const rows = parameters.flatMap((parameter) => ('name' in parameter ? [parameter] : []));
  if (rows.length === 0) return '';
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${texts.parameter}</th>
        <th scope="col">${texts.meaning}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ name, description, required }) =>
          html`<tr>
            <th scope="row"><code>${name}</code></th>
            <td>${description}${required === true ? ` (${texts.required})` : ''}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

type Answer = NonNullable<Operation['responses']>[string];

function renderAnswer([status, answer]: [string, Answer]): Html {
  const body: Schema | undefined =
    'content' in answer ? answer.content?.['application/json']?.schema : undefined;
  const description = 'description' in answer ? answer.description : '';
  return html`<dt>${status}</dt>
    <dd>${body === undefined ? description : renderKind(body)}</dd>`;
}

function renderShape(name: string, schema: Schema): Html {
  const properties = 'properties' in schema ? Object.entries(schema.properties ?? {}) : [];
  return html`<section id="${name}">
    <h3>${name}</h3>
    <table>
      <thead>
        <tr>
          <th scope="col">${texts.field}</th>
          <th scope="col">${texts.kind}</th>
        </tr>
      </thead>
      <tbody>
        ${properties.map(
          ([field, kind]) =>
            html`<tr>
              <th scope="row"><code>${field}</code></th>
              <td>${renderKind(kind)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

/** A schema in words: `lista av Kpi`, `number eller null`, `"T" eller "K"`. */
function renderKind(schema: Schema): Html | string {
  if ('$ref' in schema && schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return html`<a href="#${name}">${name}</a>`;
  }
  if (!('type' in schema) && !('anyOf' in schema)) return '';
  if (schema.enum) return schema.enum.map((item) => JSON.stringify(item)).join(` ${texts.or} `);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices)
    return html`${choices.map((one, i) => html`${i > 0 ? ` ${texts.or} ` : ''}${renderKind(one)}`)}`;
  if (schema.type === 'array' && schema.items)
    return html`${texts.listOf} ${renderKind(schema.items)}`;
  if (schema.properties) {
    const fields = Object.entries(schema.properties);
    return html`<ul class="fields">
      ${fields.map(([name, kind]) => html`<li><code>${name}</code>: ${renderKind(kind)}</li>`)}
    </ul>`;
  }
  return [schema.type].flat().join(` ${texts.or} `);
}
