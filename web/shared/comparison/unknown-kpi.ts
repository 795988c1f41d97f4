const kpiPattern = /^[A-Z]\d{5}$/;

/**
 * Why a KPI that is not in the catalogue here is not: `unknown-offline` where Kolada's own catalogue
 * has never been fetched, so that nobody here can tell whether there is such a KPI.
 * @param text what was written for its id
 */
export function unknownKpi(
  text: string,
  hasCatalogue: (() => boolean) | undefined,
): 'unknown-kpi' | 'unknown-offline' {
  const isWellFormed = kpiPattern.test(text.trim().toUpperCase());
  return isWellFormed && hasCatalogue?.() === false ? 'unknown-offline' : 'unknown-kpi';
}
