import type { Fraction } from '../base/fraction.ts';

/*
 * The parameters that the program knows, each with the kind of its value. A row of another key is
 * refused, and a key that is misspelt in the code does not compile.
 */

export const RULE_KINDS = {
  'audit.review_years': 'count',
  'board.bar_after_service_years': 'count',
  'board.carrying_share': 'share',
  'board.chair_term_years': 'count',
  'board.cure_days': 'count',
  'board.initial_appointment_days': 'count',
  'board.member_term_years': 'count',
  'board.notice_days': 'count',
  'board.quorum': 'count',
  'board.recused_counts_for_quorum': 'flag',
  'board.seats': 'count',
  'board.vacancy_months': 'count',
  'board.vice_chair_term_years': 'count',
  'feoc.controlled_counts_whole': 'flag',
  'feoc.covered_nations': 'list',
  'feoc.multiplies_chains': 'flag',
  'feoc.override': 'flag',
  'feoc.ownership_threshold': 'share',
  'feoc.screening_valid_days': 'count',
  'feoc.threshold_itself_passes': 'flag',
  'finance.equity_cap': 'share',
  'finance.notice_days': 'count',
  'finance.notice_threshold': 'cents',
  'fund.appropriation': 'cents',
  'fund.keeps_receipts': 'flag',
  'fund.sunset_years': 'count',
  'intermediary.first_licence_days': 'count',
  'intermediary.least_small_businesses': 'count',
  'intermediary.legs': 'count',
  'intermediary.licence_years': 'count',
  'intermediary.most_licences': 'count',
  'intermediary.ownership_threshold': 'share',
  'list.excluded': 'list',
  'list.needs': 'list',
  'list.republish_months': 'count',
  'list.usgs_review_years': 'count',
  'loan.default_days': 'count',
  'material.origins': 'list',
  'material.stages': 'list',
  'partner.may_commingle': 'flag',
  'partner.minimum_contribution': 'cents',
  'partner.minimum_index': 'text',
  'partner.repayment_guaranteed': 'flag',
  'partner.treaty_excludes': 'list',
  'partner.withdrawal_penalty': 'flag',
  'purchase.most_commitment_years': 'count',
  'purchase.order_protest_threshold': 'cents',
  'purchase.single_award_threshold': 'cents',
  'purchase.sole_source_needs_reason': 'flag',
  'record.holdback_needs_vote': 'flag',
  'record.holdback_review_days': 'count',
  'record.publication_days': 'count',
  'report.committees': 'count',
  'report.hearing_days': 'count',
  'sale.test_notice_days': 'count',
  'sale.test_price_floor': 'share',
  'sale.unplanned_notice_days': 'count',
  'storage.private_needs_audit': 'flag',
  'target.dependence_rate': 'share',
  'target.production_rate': 'share',
  'target.yearly_move': 'share',
} as const;

export type RuleKey = keyof typeof RULE_KINDS;

interface Values {
  readonly count: number;
  readonly cents: bigint;
  readonly share: Fraction;
  readonly flag: boolean;
  readonly text: string;
  readonly list: readonly string[];
}

/** The type of a parameter's value. */
export type RuleValue<Key extends RuleKey> = Values[(typeof RULE_KINDS)[Key]];

/** A parameter whose value is known. */
export interface KnownRule<Key extends RuleKey> {
  readonly key: Key;
  readonly value: RuleValue<Key>;
  readonly unit: string;
  readonly section: string;
  readonly isVerified: boolean; // where it is not, say so wherever it is shown
}
