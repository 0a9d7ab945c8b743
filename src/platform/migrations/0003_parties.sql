-- With whom the reserve deals, and who stands behind them. Whoever is a foreign entity of concern is
-- barred; that is a dated computation over ownership and findings, so each of them has two clocks:
-- the days on which it holds, and the place in the order in which it became known (`seq`). Nothing
-- is changed or removed: what ended or was wrong gets an end.

create domain country_code as text check (value ~ '^[A-Z]{3}$');

-- The order of knowledge. Writers take turns by its only row, so that a lower number was committed
-- earlier, and whoever checks a sum sees everything that came before.
create table party_clock (
  id   integer primary key check (id = 1),
  seq  bigint  not null check (seq >= 0)
);
insert into party_clock (id, seq) values (1, 0);

create function only_forward() returns trigger language plpgsql as $$
begin
  if new.id <> old.id or new.seq <> old.seq + 1 then
    raise exception 'the order of knowledge goes forward one by one: % to % is refused',
      old.seq, new.seq using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger only_forward before update on party_clock
  for each row execute function only_forward();
create trigger append_only before insert or delete or truncate on party_clock
  for each statement execute function refuse_change();

create function stamp_party_seq() returns trigger language plpgsql as $$
begin
  update party_clock set seq = seq + 1 where id = 1 returning seq into new.seq;
  return new;
end $$;

create table party (
  id               text         primary key check (id ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
  name             text         not null check (name <> ''),
  kind             text         not null
    check (kind in ('company', 'fund', 'person', 'government', 'state_body')),
  country          country_code not null,
  is_illustrative  boolean      not null,
  source           text         not null check (source <> ''),
  deed             bigint       not null references deed,
  seq              bigint       not null unique,
  recorded_at      timestamptz  not null default now()
);

create table party_identifier (
  party    text   not null references party,
  scheme   text   not null check (scheme in ('UEI', 'CAGE', 'LEI')),
  value    text   not null,
  deed     bigint not null references deed,
  seq      bigint not null unique,
  recorded_at timestamptz not null default now(),
  primary key (scheme, value),
  check (value ~ case scheme
    when 'UEI' then '^[A-HJ-NP-Z1-9][A-HJ-NP-Z0-9]{11}$'
    when 'CAGE' then '^[A-HJ-NP-Z0-9]{5}$'
    else '^[A-Z0-9]{18}[0-9]{2}$'
  end)
);

-- Shares are exact fractions: a third is a third.
create table ownership (
  seq           bigint  primary key,
  owner         text    not null references party,
  owned         text    not null references party,
  kind          text    not null check (kind in ('equity', 'votes', 'seats')),
  share_top     bigint  not null check (share_top > 0),
  share_bottom  bigint  not null check (share_bottom > 0),
  from_day      date    not null,
  to_day        date,
  source        text    not null check (source <> ''),
  deed          bigint  not null references deed,
  recorded_at   timestamptz not null default now(),
  check (owner <> owned),
  check (share_top <= share_bottom),
  check (from_day < to_day)
);
create index ownership_owned on ownership (owned, kind);
create index ownership_owner on ownership (owner);

-- From `to_day` on the share is held no longer; on its first day it was recorded by mistake.
create table ownership_end (
  ownership    bigint  primary key references ownership,
  to_day       date    not null,
  reason       text    not null check (reason <> ''),
  deed         bigint  not null references deed,
  seq          bigint  not null unique,
  recorded_at  timestamptz not null default now()
);

-- What else is found of a party: listed, controlled, seated in a country, expert, approved.
create table party_fact (
  seq          bigint  primary key,
  party        text    not null references party,
  leg          text    not null,
  country      country_code,
  from_day     date    not null,
  to_day       date,
  source       text    not null check (source <> ''),
  note         text,
  deed         bigint  not null references deed,
  recorded_at  timestamptz not null default now(),
  check (from_day < to_day),
  check (leg in (
    'terrorist_list', 'sdn_list', 'attorney_general', 'commerce_determination',
    'control', 'direction', 'finance', 'influence', 'agent',
    'incorporation', 'headquarters', 'place_of_business',
    'private', 'expert_minerals', 'expert_trading', 'no_barred_influence', 'board_approval')),
  check ((country is not null) = (leg in (
    'control', 'direction', 'finance', 'influence', 'agent',
    'incorporation', 'headquarters', 'place_of_business')))
);
create index party_fact_party on party_fact (party);

create table party_fact_end (
  fact         bigint  primary key references party_fact,
  to_day       date    not null,
  reason       text    not null check (reason <> ''),
  deed         bigint  not null references deed,
  seq          bigint  not null unique,
  recorded_at  timestamptz not null default now()
);

-- A screening rests on all rows with a lower seq. `result` is text: the digest is of its very bytes.
create table party_screening (
  seq              bigint  primary key,
  party            text    not null references party,
  on_day           date    not null,
  purpose          text    not null check (purpose in ('review', 'qualification', 'award', 'order',
    'drawdown', 'payment', 'sale', 'release')),
  rule_set         text    not null check (rule_set <> ''),
  rule_set_digest  digest  not null,
  inputs_digest    digest  not null,
  result_digest    digest  not null,
  outcome          text    not null check (outcome in ('cleared', 'entity of concern')),
  result           text    not null check (json_typeof(result::json) = 'object'),
  deed             bigint  not null references deed,
  recorded_at      timestamptz not null default now(),
  check (result::json ->> 'outcome' = outcome),
  check (result::json ->> 'party' = party)
);
create index party_screening_party on party_screening (party, seq);

-- On which days a share is held, by all that is known.
create view ownership_held as
  select held.seq, held.owner, held.owned, held.kind, held.share_top, held.share_bottom,
    held.from_day, least(held.to_day, ended.to_day) as to_day
  from ownership held
  left join ownership_end ended on ended.ownership = held.seq;

-- Nobody owns more than there is: the shares of one kind in one party never exceed the whole, on any
-- day, and an owner has one share of a kind at a time. The sum is a fraction, exact to the last digit.
create function refuse_over_whole() returns trigger language plpgsql as $$
declare
  day     date;
  other   record;
  top     numeric;
  bottom  numeric;
  common  numeric;
begin
  if exists (
    select from ownership_held held
    where held.seq <> new.seq and held.owner = new.owner and held.owned = new.owned
      and held.kind = new.kind and held.from_day < coalesce(new.to_day, 'infinity')
      and new.from_day < coalesce(held.to_day, 'infinity')
      and held.from_day < coalesce(held.to_day, 'infinity')
  ) then
    raise exception '% already holds % of % on some of these days', new.owner, new.kind, new.owned
      using errcode = 'exclusion_violation';
  end if;
  for day in
    select distinct held.from_day from ownership_held held
    where held.owned = new.owned and held.kind = new.kind
      and held.from_day >= new.from_day and held.from_day < coalesce(new.to_day, 'infinity')
  loop
    top := 0;
    bottom := 1;
    for other in
      select held.share_top, held.share_bottom from ownership_held held
      where held.owned = new.owned and held.kind = new.kind
        and held.from_day <= day and day < coalesce(held.to_day, 'infinity')
    loop
      top := top * other.share_bottom + other.share_top * bottom;
      bottom := bottom * other.share_bottom;
      common := gcd(top, bottom);
      top := div(top, common);
      bottom := div(bottom, common);
    end loop;
    if top > bottom then
      raise exception 'the % of % would add up to %/% on %', new.kind, new.owned, top, bottom, day
        using errcode = 'check_violation';
    end if;
  end loop;
  return null;
end $$;

create function refuse_late_end() returns trigger language plpgsql as $$
declare
  first_day  date;
  last_day   date;
begin
  if tg_table_name = 'ownership_end' then
    select from_day, to_day into first_day, last_day from ownership where seq = new.ownership;
  else
    select from_day, to_day into first_day, last_day from party_fact where seq = new.fact;
  end if;
  if new.to_day < first_day or new.to_day >= last_day then
    raise exception 'an end on % is not within % to %', new.to_day, first_day, last_day
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

select make_append_only(each) from unnest(array[
  'party', 'party_identifier', 'ownership', 'ownership_end', 'party_fact', 'party_fact_end',
  'party_screening'
]::regclass[]) as each;
grant select, update on party_clock to lodestock_writer;
grant select on ownership_held to lodestock_writer;

do $$
declare
  relation text;
begin
  foreach relation in array array['party', 'party_identifier', 'ownership', 'ownership_end',
    'party_fact', 'party_fact_end', 'party_screening']
  loop
    execute format('create trigger a_stamp before insert on %I
      for each row execute function stamp_party_seq()', relation);
    execute format('alter table %I enable always trigger a_stamp', relation);
  end loop;
end $$;

create trigger b_whole after insert on ownership
  for each row execute function refuse_over_whole();
create trigger b_late before insert on ownership_end
  for each row execute function refuse_late_end();
create trigger b_late before insert on party_fact_end
  for each row execute function refuse_late_end();
alter table ownership enable always trigger b_whole;
alter table ownership_end enable always trigger b_late;
alter table party_fact_end enable always trigger b_late;
alter table party_clock enable always trigger only_forward;
alter table party_clock enable always trigger append_only;
