-- An authorised intermediary has six conditions, of which five could be recorded. The sixth is about its
-- owners: the shares on record may show too much, and never show that there are no others.

alter table party_fact drop constraint party_fact_leg_check;
alter table party_fact add constraint party_fact_leg_check check (leg in (
  'terrorist_list', 'sdn_list', 'attorney_general', 'commerce_determination',
  'control', 'direction', 'finance', 'influence', 'agent',
  'incorporation', 'headquarters', 'place_of_business',
  'private', 'expert_minerals', 'expert_trading', 'no_barred_influence', 'no_barred_ownership',
  'board_approval'));
