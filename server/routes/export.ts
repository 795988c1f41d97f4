import { Hono, type Context } from 'hono';
import type { KpiDetail } from '../../web/shared/api.ts';
import { formatInFull } from '../../web/shared/comparison/query.ts';
import { reviewNotes } from '../../web/shared/figure/review.ts';
import { aboutExport, exportFileName, type ExportSubject } from '../../web/shared/text/export.ts';
import { describeBadParameter } from '../../web/shared/text/problem.ts';
import { ProblemError } from '../errors.ts';
import { writeArchive } from '../export/archive.ts';
import { attachment } from '../export/attachment.ts';
import { writeExcelCsv, writeMachineCsv } from '../export/csv.ts';
import { openExportRows, type ExportRows } from '../export/export-rows.ts';
import { continued, joined, readStart, type FileStart } from '../export/file-start.ts';
import { writeJson } from '../export/json.ts';
import { writeParquet } from '../export/parquet.ts';
import { streamBody } from '../export/stream-body.ts';
import { writeXlsx } from '../export/xlsx.ts';
import { notModified, setCacheHeaders } from '../http/cache-headers.ts';
import { requireComparison, type ReadComparison } from '../http/read-comparison.ts';
import { askedFor } from '../http/request-log.ts';
import { comparisonCaching, sendKept } from '../http/send-answer.ts';
import type { Services } from '../http/services.ts';
import { createTurns, type Turns } from '../http/turns.ts';
import { respondStream } from '../http/whole-answers.ts';
import { reviewed } from '../store/held-view.ts';

type ExportServices = Pick<Services, 'store' | 'settings' | 'cache' | 'buildId' | 'log' | 'now'>;
type ExportContext = ExportServices & { readonly turns: Turns };

/** A file being sent holds its rows in memory until the reader has taken them. */
const standardTurns = { running: 4, waiting: 64, waitMs: 15_000 };

/** A file of no more than so is made whole before it is sent, and kept; a larger one streams. */
const mostKeptBytes = 256_000;

/** What a writer may use of the comparison. */
interface Export {
  readonly rows: ExportRows;
  readonly query: string;
  readonly about: Omit<ExportSubject, 'years' | 'sources' | 'reviews' | 'kpis'> & {
    readonly kpis: readonly KpiDetail[];
  };
  /** The same rows anew. */
  readonly reopen: () => Promise<ExportRows>;
}

type Chunks = AsyncGenerator<Uint8Array | string>;

interface Format {
  readonly contentType: string;
  readonly ending: string;
  readonly write: (one: Export) => Chunks;
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

/**
 * A comparison's observations as files that state their row count. Small ones are sent whole; the
 * others stream, and break rather than end short.
 */
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
  const read = await requireComparison(c, services, { otherKeys });
  const caching = comparisonCaching(services, read, {
    format: `data.${name} ${services.settings.publicOrigin ?? ''}`,
    isExact: true,
  });
  if (setCacheHeaders(c, caching)) return notModified(c);

  const begin = () => beginFile(services, read, formats[name]);
  let begun: BegunFile | undefined;
  try {
    const key = JSON.stringify(caching.identity);
    const kept = await services.cache.get(key, async () => {
      const file = await begin();
      const start = await startOf(file);
      if (start.isWhole) return { ...file, body: joined(start) };
      begun = { ...file, chunks: continued(start, file.chunks) };
      throw new TooLargeToKeep();
    });
    return sendKept(c, kept);
  } catch (error) {
    if (!(error instanceof TooLargeToKeep)) throw error;
  }
  // Others may have waited for the same file, but only one can go on reading it.
  return streamFile(c, services, begun ?? (await begin()));
}

/** What is being written is more than is kept of one file. */
class TooLargeToKeep extends Error {
  override readonly name = 'TooLargeToKeep';
}

/** A file of which nothing, or a part, has been written. */
interface BegunFile {
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: Chunks;
  /** Lets go of the release and the turn; may be called again. */
  readonly close: () => void;
}

async function beginFile(
  services: ExportContext,
  read: ReadComparison,
  format: Format,
): Promise<BegunFile> {
  const letGo = await services.turns.take();
  try {
    const one = await openExport(services, read);
    const chunks = format.write(one);
    return {
      contentType: format.contentType,
      headers: {
        'Content-Disposition': attachment(`${exportFileName(one.about)}${format.ending}`),
        'X-Row-Count': String(one.rows.rowCount),
        ...reviewHeader(one),
        'Access-Control-Expose-Headers': 'X-Row-Count, X-Under-Review, Content-Disposition, ETag',
      },
      chunks,
      close: () => {
        chunks.return(undefined).catch(() => undefined);
        one.rows.close();
        letGo();
      },
    };
  } catch (error) {
    letGo();
    throw error;
  }
}

/** For the CSV, which has no place for it: the KPIs whose values are being checked. */
function reviewHeader({ about }: Export): Readonly<Record<string, string>> {
  const ids = about.kpis.filter(({ underReview }) => underReview?.state === 'open');
  return ids.length === 0 ? {} : { 'X-Under-Review': ids.map(({ id }) => id).join(', ') };
}

/** All of a small file, and then it is closed; the start of a large one, which stays open. */
async function startOf({ chunks, close }: BegunFile): Promise<FileStart> {
  try {
    const start = await readStart(chunks, mostKeptBytes);
    if (start.isWhole) close();
    return start;
  } catch (error) {
    close();
    throw error;
  }
}

function streamFile(
  c: Context,
  { log }: Pick<Services, 'log'>,
  { contentType, headers, chunks, close }: BegunFile,
): Response {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  c.header('Content-Type', contentType);
  const body = streamBody(chunks, {
    onError: (error) => log.error({ err: error, ...askedFor(c) }, 'export broke'),
    onClose: close,
  });
  return respondStream(c, body);
}

async function openExport(
  { store, settings }: ExportServices,
  { comparison }: ReadComparison,
): Promise<Export> {
  const rows = await openExportRows(store, comparison);
  try {
    const { release, rowCount } = rows;
    const locked = { ...comparison, release: release.id };
    const { directory } = await store.catalogueAt(release.id);
    const query = formatInFull(locked);
    const kpis = await Promise.all(comparison.kpis.map((id) => store.kpi(id, release.id)));
    const found = kpis.filter((kpi) => kpi !== undefined);
    const about = {
      release,
      rowCount,
      kpis:
        comparison.release === undefined ? found.map((kpi) => reviewed(kpi, store.held())) : found,
      areas: comparison.areas.map((id) => directory.find(id) ?? { id, name: id }),
      genders: comparison.genders,
      priceYear: comparison.priceYear,
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
  const seen = rows.seen();
  const reviews = reviewNotes(
    about.kpis,
    ({ id }) => id,
    () => ({ areas: about.areas, years: seen.years }),
  );
  return aboutExport({ ...about, ...seen, reviews });
}

function aboutText(one: Export): string {
  return aboutLines(one, one.rows)
    .map(({ label, text }) => `${label}: ${text}`)
    .join('\n');
}
