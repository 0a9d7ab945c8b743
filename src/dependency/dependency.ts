import * as z from 'zod';

const share = z.number().min(0).max(1);

/** What is known of a share: it lies between `low` and `high`. */
export const ShareInterval = z.object({ low: share, high: share }).meta({
  id: 'ShareInterval',
  description: 'A share between 0 and 1 that is known to lie between two values',
});
export type ShareInterval = z.infer<typeof ShareInterval>;

/** Net import reliance as published: percent of apparent consumption, or a symbol and a bound. */
export const NetImportReliance = z
  .object({
    value: z.number().nullable().describe('percent; null where the source gives a bound or symbol'),
    low: z.number().nullable().describe('percent; the least it can be'),
    high: z.number().nullable().describe('percent; the most it can be'),
    qualifier: z
      .enum(['W', 'NA', 'E', '>', '<', 'range'])
      .nullable()
      .describe('W withheld, NA not available, E net exporter, a bound, or a range'),
    year: z.int().nullable(),
  })
  .meta({ id: 'NetImportReliance' });
export type NetImportReliance = z.infer<typeof NetImportReliance>;

const CountryShare = z
  .object({ iso3: z.string(), share: share.describe('share of the total, 0 to 1') })
  .meta({ id: 'CountryShare' });
export type CountryShare = z.infer<typeof CountryShare>;

const hhi = z.number().min(0).max(10_000).nullable();

/** The Herfindahl index under both readings of the source's row *Other countries*. */
export const ConcentrationRange = z
  .object({
    otherAtomistic: hhi.describe('the unnamed countries are many and small'),
    otherSingle: hhi.describe('the unnamed countries are one'),
  })
  .meta({ id: 'ConcentrationRange' });
export type ConcentrationRange = z.infer<typeof ConcentrationRange>;

/** The terms of the GDP at risk from one exporting country. */
export const DisruptionTerm = z
  .object({
    iso3: z.string(),
    supplyShare: share.describe('share of U.S. supply exposed to this country'),
    annualProbability: share.describe('assumed probability that it stops within a year'),
    priceRatio: z.number().describe('price after over price before'),
    unmetShare: share.describe('share of U.S. demand left unmet'),
    lossMusd: z.number().describe('GDP lost in that year [million USD]'),
  })
  .meta({ id: 'DisruptionTerm' });
export type DisruptionTerm = z.infer<typeof DisruptionTerm>;

export const GdpAtRisk = z
  .object({
    expected: z.number().describe('probability-weighted loss of one year [million USD]'),
    worstYear: z.number().describe('loss if the worst exporter stops [million USD]'),
    low: z.number().describe('expected loss with every assumption at its mild end'),
    high: z.number().describe('expected loss with every assumption at its severe end'),
    stakeMusd: z.number().describe('GDP that stops if nothing arrives for a year [million USD]'),
    terms: z.array(DisruptionTerm),
  })
  .meta({ id: 'GdpAtRisk' });
export type GdpAtRisk = z.infer<typeof GdpAtRisk>;

/** Net import reliance of one form, as published. */
export const RelianceOfForm = z
  .object({
    form: z.string(),
    value: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    published: z.string().describe('the cell itself, such as >75 or E'),
    evidence: z.string(),
  })
  .meta({ id: 'RelianceOfForm' });
export type RelianceOfForm = z.infer<typeof RelianceOfForm>;

export const TargetStatus = z
  .enum(['met', 'missed', 'open'])
  .describe('open: what is known allows both');
export type TargetStatus = z.infer<typeof TargetStatus>;

/** How far the country depends on imports of one mineral, and on whom. */
export const Dependency = z
  .object({
    mineral: z.string(),
    name: z.string(),
    rank: z.int().min(1).describe('1 is the most dangerous: by expected GDP at risk'),
    netImportReliance: NetImportReliance,
    productionHhi: hhi.describe('concentration of world production, Other as many small countries'),
    importHhi: hhi.describe('concentration of U.S. imports, Other as many small countries'),
    productionConcentration: ConcentrationRange,
    importConcentration: ConcentrationRange,
    productionStage: z.enum(['mine', 'smelter', 'refinery']).nullable(),
    topProducer: CountryShare.nullable(),
    topThreeProducersShare: share.nullable(),
    topImportSource: CountryShare.nullable(),
    dependenceRate: ShareInterval.describe(
      'share of consumption from entities of concern and covered countries',
    ),
    productionRate: ShareInterval.describe('share of consumption from home and partner countries'),
    neutralRate: ShareInterval.describe('share of consumption from all other countries'),
    productionTarget: TargetStatus.describe('at least 40 percent from home and partners'),
    dependenceTarget: TargetStatus.describe('at most 60 percent from covered countries'),
    relianceOfForms: z.array(RelianceOfForm).describe('every form that is published'),
    computedReliance: z
      .number()
      .nullable()
      .describe('(imports − exports) / consumption [percent]; null where a term is missing'),
    soleDomesticProducer: z.boolean().describe('whether a source names a single one'),
    exportControls: z.array(z.string()),
    gdpAtRiskMusd: GdpAtRisk.nullable().describe('null where the data do not allow it'),
    figuresAreOf: z.string().nullable().describe('the group, where figures exist for it only'),
    gaps: z.array(z.string()).describe('what no source says, in words'),
    evidence: z.array(z.string()).describe('rows of the sources'),
  })
  .meta({ id: 'Dependency' });
export type Dependency = z.infer<typeof Dependency>;

export const DependencyList = z.array(Dependency).meta({ id: 'DependencyList' });

export const DependencyCount = z
  .object({
    count: z.int(),
    minerals: z.array(z.string()),
    at: z.number().describe('net import reliance counted [percent]'),
    edition: z.int().describe('edition of USGS Mineral Commodity Summaries'),
    list: z.int().describe('vintage of the U.S. list of critical minerals'),
    commodities: z.array(z.string()).describe('all commodities at that reliance, listed or not'),
  })
  .meta({ id: 'DependencyCount' });
export type DependencyCount = z.infer<typeof DependencyCount>;
