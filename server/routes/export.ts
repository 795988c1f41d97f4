import { Hono, type Context } from 'hono';
import { formatComparison } from '../../web/shared/comparison/query.ts';
import { aboutExport, exportFileName, type ExportSubject } from '../../web/shared/text/export.ts';
import { describeBadParameter } from '../../web/shared/text/problem.ts';
import { ProblemError } from '../errors.ts';
import { writeArchive } from '../export/archive.ts';
import { attachment } from '../export/attachment.ts';
import { writeExcelCsv, writeMachineCsv } from '../export/csv.ts';
import { openExportRows, type ExportRows } from '../export/export-rows.ts';
import { writeJson } from '../export/json.ts';
import { writeParquet } from '../export/parquet.ts';
import { streamBody } from '../export/stream-body.ts';
import { writeXlsx } from '../export/xlsx.ts';
import { setCacheHeaders } from '../http/cache-headers.ts';
import { requireComparison, type ReadComparison } from '../http/read-comparison.ts';
import { askedFor } from '../http/request-log.ts';
import { comparisonIdentity } from '../http/send-answer.ts';
import type { Services } from '../http/services.ts';
import { createTurns, type Turns } from '../http/turns.ts';

type ExportServices = Pick<Services, 'store' | 'settings' | 'buildId' | 'log' | 'now'>;
type ExportContext = ExportServices & { readonly turns: Turns };

/** A file being sent holds its rows in memory until the reader has taken them. */
const standardTurns = { running: 12, waiting: 64, waitMs: 15_000 };

/** What a writer may use of the comparison. */
interface Export {
  readonly rows: ExportRows;
  readonly query: string;
  readonly about: Omit<ExportSubject, 'years' | 'sources'>;
  /** The same rows anew. */
  readonly reopen: () => Promise<ExportRows>;
}

interface Format {
  readonly contentType: string;
  readonly ending: string;
  readonly write: (one: Export) => AsyncGenerator<Uint8Array | string>;
}

const formats = {
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    ending: '.csv',
    write: ({ rows }) => writeMachineCsv(rows),
  },
  excel: {
    contentType: 'text/csv; charset=utf-8; header=present',
    ending: '_excel.csv',
    write: ({ rows }) => writeExcelCsv(rows),
  },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ending: '.xlsx',
    write: (one) => writeXlsx(one.rows, () => aboutLines(one, one.rows)),
  },
  json: {
    contentType: 'application/json; charset=utf-8',
    ending: '.json',
    write: ({ rows, query, about }) => writeJson(rows, { query, kpis: about.kpis }),
  },
  parquet: {
    contentType: 'application/vnd.apache.parquet',
    ending: '.parquet',
    write: (one) => writeParquet(one.rows, () => aboutText(one)),
  },
  zip: {
    contentType: 'application/zip',
    ending: '.zip',
    write: (one) =>
      writeArchive({
        rows: one.rows,
        reopen: one.reopen,
        json: { query: one.query, kpis: one.about.kpis },
        about: (rows) => aboutLines(one, rows),
        modified: new Date(one.rows.release.publishedAt),
      }),
  },
} as const satisfies Record<string, Format>;

/** A comparison's observations as files. All stream, state their row count, and break rather than end short. */
export function exportRoutes(services: ExportServices, turns = createTurns(standardTurns)): Hono {
  const app = new Hono();
  const context = { ...services, turns };

  app.get('/data.csv', (c) => {
    const dialect = c.req.query('format') ?? 'csv';
    if (dialect !== 'csv' && dialect !== 'excel') {
      throw new ProblemError(400, 'bad-query', {
        detail: describeBadParameter('format', dialect),
      });
    }
    return sendExport(c, context, dialect, ['format']);
  });
  for (const name of ['xlsx', 'json', 'parquet', 'zip'] as const) {
    app.get(`/data.${name}`, (c) => sendExport(c, context, name));
  }
  return app;
}

async function sendExport(
  c: Context,
  services: ExportContext,
  name: keyof typeof formats,
  otherKeys: readonly string[] = [],
): Promise<Response> {
  const format: Format = formats[name];
  const read = requireComparison(c, services, { otherKeys });
  const identity = comparisonIdentity(services, read, `data.${name}`);
  const policy = read.comparison.release === undefined ? 'following' : 'immutable';
  c.header('Vary', 'Accept-Encoding');
  if (setCacheHeaders(c, { identity, policy })) return c.body(null, 304);

  const letGo = await services.turns.take();
  const one = await openExport(services, read).catch((error: unknown) => {
    letGo();
    throw error;
  });
  c.header('Content-Type', format.contentType);
  c.header('Content-Disposition', attachment(`${exportFileName(one.about)}${format.ending}`));
  c.header('X-Row-Count', String(one.rows.rowCount));
  c.header('Access-Control-Expose-Headers', 'X-Row-Count, Content-Disposition, ETag');
  return c.body(
    streamBody(format.write(one), {
      onError: (error) => services.log.error({ err: error, ...askedFor(c) }, 'export broke'),
      onClose: () => {
        one.rows.close();
        letGo();
      },
    }),
  );
}

async function openExport(
  { store, settings }: ExportServices,
  { comparison }: ReadComparison,
): Promise<Export> {
  const rows = await openExportRows(store, comparison);
  try {
    const { release, rowCount } = rows;
    const locked = { ...comparison, release: release.id };
    const directory = store.directory();
    const query = formatComparison(locked, directory);
    const kpis = await Promise.all(comparison.kpis.map((id) => store.kpi(id, release.id)));
    const about = {
      release,
      rowCount,
      kpis: kpis.filter((kpi) => kpi !== undefined),
      areas: comparison.areas.map((id) => directory.find(id) ?? { id, name: id }),
      genders: comparison.genders,
      link: addressOf(settings.publicOrigin, query),
    };
    return { rows, query, about, reopen: () => openExportRows(store, locked) };
  } catch (error) {
    rows.close();
    throw error;
  }
}

function addressOf(origin: string | undefined, query: string): string | undefined {
  return origin === undefined ? undefined : `${origin}/jamfor?${query}`;
}

function aboutLines({ about }: Export, rows: ExportRows) {
  return aboutExport({ ...about, ...rows.seen() });
}

function aboutText(one: Export): string {
  return aboutLines(one, one.rows)
    .map(({ label, text }) => `${label}: ${text}`)
    .join('\n');
}
