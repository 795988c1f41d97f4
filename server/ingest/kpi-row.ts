/** A KPI as the table `kpi` holds it, without its history. */
export interface KpiRow {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly unit: string;
  readonly curatedSet: string | null;
  readonly goodDirection: string;
  readonly genderSplit: boolean;
  readonly municipalityType: string;
  readonly operatingArea: string | null;
  readonly perspective: string | null;
  readonly auspice: string | null;
  readonly hasOuData: boolean;
  readonly preliminaryPublicationDate: string | null;
  readonly publicationDate: string | null;
  readonly publicationPeriod: string | null;
  readonly discontinued: boolean;
}
