-- Lots: what was delivered, what laboratories found in it, whether it was accepted, where it lies and
-- who had it in hand. Grams, cost and the shares of funds go from lot to lot without loss, and no
-- warehouse holds more than it can. The ledger keeps the balances, these tables the lots.

-- Whoever may have a lot in hand: suppliers, carriers, warehouses, laboratories.
create table custodian (
  id     text   primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  title  text   not null check (title <> ''),
  party  text   check (party <> ''), -- its number in the register of parties
  deed   bigint not null references deed
);

-- Metal of the reserve lies in its own buildings, or in private ones that it may audit.
create table warehouse (
  id             text    primary key references custodian,
  title          text    not null check (title <> ''),
  kind           text    not null check (kind in ('government', 'private')),
  is_auditable   boolean not null,
  capacity_g     bigint  not null check (capacity_g > 0),
  lease_ends_on  date,
  deed           bigint  not null references deed,
  constraint warehouse_audit_right check (kind = 'government' or is_auditable)
);

-- A cache that the positions and lines of lots prove: triggers are the only ones to write it.
create table warehouse_load (
  warehouse   text   primary key references warehouse,
  capacity_g  bigint not null,
  load_g      bigint not null,
  constraint warehouse_capacity check (load_g between 0 and capacity_g)
);

-- What a material has to be. A version is never changed: a new one is added.
create table specification (
  id                 text    not null check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  version            integer not null check (version > 0),
  mineral            text    not null check (mineral ~ '^[a-z0-9-]+$'),
  title              text    not null check (title <> ''),
  source             text    not null check (source <> ''),
  guard_thousandths  bigint  not null check (guard_thousandths between 0 and 10000), -- 0: simple
  deed               bigint  not null references deed,
  primary key (id, version),
  unique (id, version, mineral)
);

create table specification_limit (
  specification  text    not null,
  version        integer not null,
  analyte        text    not null check (analyte ~ '^[A-Za-z0-9][A-Za-z0-9 ()+-]{0,31}$'),
  min_ppb        bigint  check (min_ppb between 0 and 1000000000),
  max_ppb        bigint  check (max_ppb between 0 and 1000000000),
  method         text    not null check (method <> ''),
  is_verified    boolean not null,
  source         text    not null check (source <> ''),
  primary key (specification, version, analyte),
  foreign key (specification, version) references specification (id, version),
  check (min_ppb is not null or max_ppb is not null),
  check (min_ppb <= max_ppb)
);

create table lot (
  id               text    primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  mineral          text    not null,
  specification    text    not null,
  version          integer not null,
  supplier         text    not null references custodian,
  order_ref        text    check (order_ref <> ''),
  vendor_lot       text    not null,
  form             text    not null,
  packaging        text    not null,
  announced_net_g  bigint  check (announced_net_g > 0), -- none for a lot made of others
  expires_on       date,
  deed             bigint  not null references deed,
  foreign key (specification, version, mineral) references specification (id, version, mineral)
);

-- The undivided shares that funds have in a lot, as weights.
create table lot_share (
  lot     text   not null references lot,
  fund    text   not null references fund,
  weight  bigint not null check (weight > 0),
  primary key (lot, fund)
);

-- What the scale and the drying oven said at receipt. Dry mass is rounded down to the gram.
create table lot_weighing (
  lot           text   primary key references lot,
  gross_g       bigint not null,
  net_g         bigint not null check (net_g > 0),
  moisture_ppb  bigint not null check (moisture_ppb between 0 and 999999999),
  dry_g         bigint not null generated always as (
    div(net_g::numeric * (1000000000 - moisture_ppb), 1000000000)::bigint) stored,
  deed          bigint not null references deed,
  check (gross_g >= net_g),
  check (dry_g > 0)
);

-- Of which lots a lot was made, by splitting or blending.
create table lot_parent (
  child   text   not null references lot,
  parent  text   not null references lot,
  deed    bigint not null references deed,
  primary key (child, parent),
  check (child <> parent)
);
create index lot_parent_forward on lot_parent (parent);

create table lot_movement (
  id        bigint generated always as identity primary key,
  kind      text   not null check (kind in ('receive', 'accept', 'restack', 'count', 'remove')),
  reason    text   check (reason <> ''),
  deed      bigint not null references deed,
  added_in  xid8   not null default pg_current_xact_id(),
  check (kind <> 'count' or reason is not null)
);

create table lot_line (
  movement    bigint not null references lot_movement,
  lot         text   not null,
  fund        text   not null,
  gross_g     bigint not null,
  net_g       bigint not null,
  dry_g       bigint not null,
  cost_cents  bigint not null,
  primary key (movement, lot, fund),
  foreign key (lot, fund) references lot_share (lot, fund)
);
create index lot_line_lot on lot_line (lot);

-- A cache that the lines prove: the trigger below is the only one to write it.
create table lot_balance (
  lot         text   not null,
  fund        text   not null,
  gross_g     bigint not null check (gross_g >= 0),
  net_g       bigint not null check (net_g >= 0),
  dry_g       bigint not null check (dry_g >= 0),
  cost_cents  bigint not null check (cost_cents >= 0),
  primary key (lot, fund),
  foreign key (lot, fund) references lot_share (lot, fund),
  constraint lot_cost_has_grams check (dry_g > 0 or cost_cents = 0)
);

-- Where a lot was put, one place after the other; the last one counts.
create table lot_position (
  lot        text    not null references lot,
  n          integer not null check (n >= 0),
  previous   integer generated always as (nullif(n, 0) - 1) stored,
  warehouse  text    not null references warehouse,
  deed       bigint  not null references deed,
  primary key (lot, n),
  foreign key (lot, previous) references lot_position (lot, n)
);

-- Hand to hand: one gives, the other takes.
create table custody_event (
  lot          text        not null references lot,
  n            integer     not null check (n >= 0),
  previous     integer     generated always as (nullif(n, 0) - 1) stored,
  kind         text        not null check (kind in ('give', 'take')),
  from_holder  text        not null references custodian,
  to_holder    text        not null references custodian,
  at           timestamptz not null,
  seal         text        check (seal <> ''),
  deed         bigint      not null references deed,
  primary key (lot, n),
  foreign key (lot, previous) references custody_event (lot, n),
  check ((kind = 'give') = (n % 2 = 0)),
  check (from_holder <> to_holder)
);

-- Whose findings count, and in which years.
create table laboratory (
  id           text   primary key references custodian,
  title        text   not null check (title <> ''),
  valid_from   date   not null,
  valid_until  date   not null check (valid_until >= valid_from),
  deed         bigint not null references deed
);

create table laboratory_revocation (
  laboratory  text   primary key references laboratory,
  since       date   not null,
  reason      text   not null check (reason <> ''),
  deed        bigint not null references deed
);

-- Certificates of analysis: a number once for each laboratory, a file for one lot only.
create table certificate (
  laboratory   text   not null references laboratory,
  number       text   not null check (number <> ''),
  lot          text   not null references lot,
  issued_on    date   not null,
  file         bytea  not null check (length(file) between 1 and 4194304),
  file_digest  digest not null unique,
  deed         bigint not null references deed,
  primary key (laboratory, number),
  unique (laboratory, number, lot),
  constraint certificate_file check (
    file_digest = 'sha256-' || encode(sha256(file), 'hex'))
);

create table certificate_result (
  laboratory          text    not null,
  number              text    not null,
  analyte             text    not null,
  told                text    not null, -- as the certificate writes it, with its unit
  value_ppb           bigint  not null check (value_ppb between 0 and 1000000000),
  uncertainty_ppb     bigint  not null check (uncertainty_ppb >= 0),
  is_below_detection  boolean not null, -- then the value is the limit of detection
  method              text    not null check (method <> ''),
  primary key (laboratory, number, analyte),
  foreign key (laboratory, number) references certificate (laboratory, number)
);

-- Assay exchange: each laboratory seals its result before it can know another one's.
create table assay (
  id         text   primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  lot        text   not null references lot,
  commit_by  date   not null,
  reveal_by  date   not null check (reveal_by >= commit_by),
  deed       bigint not null references deed,
  unique (id, lot)
);

-- How far two results may lie apart for their mean to settle.
create table assay_splitting (
  assay      text   not null references assay,
  analyte    text   not null,
  limit_ppb  bigint not null check (limit_ppb >= 0),
  primary key (assay, analyte)
);

create table assay_sample (
  assay       text    not null references assay,
  laboratory  text    not null references laboratory,
  seal        text    not null check (seal <> ''),
  is_umpire   boolean not null,
  deed        bigint  not null references deed,
  primary key (assay, laboratory),
  unique (assay, seal)
);
create unique index assay_umpire on assay_sample (assay) where is_umpire;

create table assay_commitment (
  assay       text   not null,
  laboratory  text   not null,
  commitment  digest not null,
  deed        bigint not null references deed,
  primary key (assay, laboratory),
  foreign key (assay, laboratory) references assay_sample (assay, laboratory)
);

create table assay_reveal (
  assay       text   not null,
  laboratory  text   not null,
  sealed      text   not null check (json_typeof(sealed::json) = 'object'), -- byte by byte
  deed        bigint not null references deed,
  primary key (assay, laboratory),
  foreign key (assay, laboratory) references assay_sample (assay, laboratory)
);

create table assay_result (
  assay               text    not null,
  laboratory          text    not null,
  analyte             text    not null,
  told                text    not null,
  value_ppb           bigint  not null check (value_ppb between 0 and 1000000000),
  uncertainty_ppb     bigint  not null check (uncertainty_ppb >= 0),
  is_below_detection  boolean not null,
  method              text    not null check (method <> ''),
  primary key (assay, laboratory, analyte),
  foreign key (assay, laboratory) references assay_reveal (assay, laboratory)
);

-- A lot held against its specification, on the values of one certificate or of a settled assay.
create table acceptance_decision (
  lot         text    not null references lot,
  n           integer not null check (n >= 0),
  laboratory  text,
  number      text,
  assay       text,
  deed        bigint  not null references deed,
  primary key (lot, n),
  foreign key (laboratory, number, lot) references certificate (laboratory, number, lot),
  foreign key (assay, lot) references assay (id, lot),
  check ((assay is null) <> (number is null)),
  check ((laboratory is null) = (number is null))
);

create table decision_value (
  lot                 text    not null,
  n                   integer not null,
  analyte             text    not null,
  value_ppb           bigint  not null check (value_ppb between 0 and 1000000000),
  uncertainty_ppb     bigint  not null check (uncertainty_ppb >= 0),
  is_below_detection  boolean not null,
  primary key (lot, n, analyte),
  foreign key (lot, n) references acceptance_decision (lot, n)
);

-- A lot out of specification may be taken at a lower price, on somebody's authority.
create table lot_concession (
  lot              text   not null references lot,
  deed             bigint not null references deed,
  price_cut_cents  bigint not null check (price_cut_cents > 0),
  authority        text   not null check (authority <> ''),
  reason           text   not null check (reason <> ''),
  primary key (lot, deed)
);

-- What a count found beside what the books said.
create table stock_count (
  id            text   not null check (id <> ''),
  lot           text   not null references lot,
  counted_net_g bigint not null check (counted_net_g >= 0),
  book_net_g    bigint not null check (book_net_g >= 0),
  cause         text   not null check (cause <> ''),
  deed          bigint not null references deed,
  primary key (id, lot)
);

select make_append_only(each) from unnest(array[
  'custodian', 'warehouse', 'specification', 'specification_limit', 'lot', 'lot_share',
  'lot_weighing', 'lot_parent', 'lot_movement', 'lot_line', 'lot_position', 'custody_event',
  'laboratory', 'laboratory_revocation', 'certificate', 'certificate_result', 'assay',
  'assay_splitting', 'assay_sample', 'assay_commitment', 'assay_reveal', 'assay_result',
  'acceptance_decision', 'decision_value', 'lot_concession', 'stock_count'
]::regclass[]) as each;
grant select on warehouse_load, lot_balance to lodestock_writer;

create function grams_text(grams bigint) returns text language sql immutable as $$
  select to_char(grams / 1000, 'FM999,999,999,999,999,990') || '.'
    || lpad((abs(grams) % 1000)::text, 3, '0') || ' kg'
$$;

create function lot_status(id text) returns text language sql stable as $$
  select to_status from document_event
  where kind = 'lot' and document = id order by n desc limit 1
$$;

/* A lot is the reserve's own from the moment it was accepted. */
create function is_owned(id text) returns boolean language sql stable as $$
  select exists (
    select 1 from document_event
    where kind = 'lot' and document = id and to_status = 'accepted')
$$;

/* When the oldest part of a lot came in: a lot made of others is as old as they are. */
create function lot_received_on(id text) returns date language sql stable as $$
  with recursive origin as (
    select lot_received_on.id as lot
    union
    select parent from lot_parent join origin on child = origin.lot
  )
  select min(on_day) from origin join lot_weighing using (lot) join deed on deed.id = lot_weighing.deed
$$;

/* The deed in which a lot was last sampled: what was found before says nothing any more. */
create function lot_sampled_in(id text) returns bigint language sql stable as $$
  select deed from document_event
  where kind = 'lot' and document = id and to_status = 'sampled' order by n desc limit 1
$$;

create function lot_warehouse(id text) returns text language sql stable as $$
  select warehouse from lot_position where lot = id order by n desc limit 1
$$;

create function open_warehouse_load() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  insert into warehouse_load (warehouse, capacity_g, load_g) values (new.id, new.capacity_g, 0);
  return null;
end $$;
create trigger open_load after insert on warehouse
  for each row execute function open_warehouse_load();
alter table warehouse enable always trigger open_load;

/* Changes what warehouses hold, gross; locks them in the order of their names. */
create function load_warehouses(names text[], changes bigint[]) returns void language plpgsql as $$
declare
  full_one record;
begin
  perform 1 from warehouse_load where warehouse = any(names) order by warehouse for update;
  select load.*, change into full_one
    from warehouse_load as load
      join (select name, sum(change)::bigint as change
            from unnest(names, changes) as each (name, change) group by name) as moved
        on name = warehouse
    where load_g + change > capacity_g order by warehouse limit 1;
  if found then
    perform refuse('conflict', 'warehouse.full',
      format('warehouse %s has room for %s, which is less than %s', full_one.warehouse,
        grams_text(full_one.capacity_g - full_one.load_g), grams_text(full_one.change)),
      'take the lot to another warehouse, or clear this one first');
  end if;
  update warehouse_load set load_g = load_g + change
    from (select name, sum(change)::bigint as change
          from unnest(names, changes) as each (name, change) group by name) as moved
    where name = warehouse;
end $$;

/*
 * Lines come with their movement, in one statement for all its lines. What is split or blended adds
 * up to zero in each fund; what is received is what was weighed; nothing falls below zero.
 */
create function move_lots() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  wrong record;
begin
  select movement into wrong from added join lot_movement on id = movement
    where added_in <> pg_current_xact_id() limit 1;
  if found then
    raise exception 'movement % is complete: no line can be added', wrong.movement
      using errcode = 'integrity_constraint_violation';
  end if;

  select fund, sum(gross_g) as gross, sum(net_g) as net, sum(dry_g) as dry,
         sum(cost_cents) as cents into wrong
    from lot_line join lot_movement on id = movement
    where movement in (select movement from added) and kind = 'restack'
    group by movement, fund
    having sum(gross_g) <> 0 or sum(net_g) <> 0 or sum(dry_g) <> 0 or sum(cost_cents) <> 0 limit 1;
  if found then
    perform refuse('invalid', 'lot.not_conserved',
      format('lots of fund %s would change by %s g gross, %s g net, %s g dry and %s cents',
        wrong.fund, wrong.gross, wrong.net, wrong.dry, wrong.cents),
      'the parts of a lot are exactly the lot, in grams, cost and shares');
  end if;

  select lot into wrong
    from lot_line as line join lot_movement on id = movement join lot_weighing as scale using (lot)
    where movement in (select movement from added) and kind = 'receive'
    group by movement, lot, scale.gross_g, scale.net_g, scale.dry_g
    having (sum(line.gross_g), sum(line.net_g), sum(line.dry_g))
      <> (scale.gross_g, scale.net_g, scale.dry_g) limit 1;
  if found then
    raise exception 'lot % is received with another mass than was weighed', wrong.lot
      using errcode = 'integrity_constraint_violation';
  end if;

  select movement into wrong from added join lot_movement on id = movement
    where (kind = 'accept' and (gross_g <> 0 or net_g <> 0 or dry_g <> 0))
       or (kind = 'receive' and cost_cents <> 0) limit 1;
  if found then
    raise exception 'movement % changes what its kind does not change', wrong.movement
      using errcode = 'integrity_constraint_violation';
  end if;

  insert into lot_balance (lot, fund, gross_g, net_g, dry_g, cost_cents)
    select distinct lot, fund, 0, 0, 0, 0 from added order by lot, fund on conflict do nothing;
  perform 1 from lot_balance where (lot, fund) in (select lot, fund from added)
    order by lot, fund for update;
  update lot_balance as balance
    set gross_g = balance.gross_g + moved.gross_g, net_g = balance.net_g + moved.net_g,
        dry_g = balance.dry_g + moved.dry_g, cost_cents = balance.cost_cents + moved.cost_cents
    from (select lot, fund, sum(gross_g)::bigint as gross_g, sum(net_g)::bigint as net_g,
                 sum(dry_g)::bigint as dry_g, sum(cost_cents)::bigint as cost_cents
          from added group by lot, fund) as moved
    where (balance.lot, balance.fund) = (moved.lot, moved.fund);

  perform load_warehouses(array_agg(place), array_agg(change))
    from (select lot_warehouse(lot) as place, sum(gross_g)::bigint as change
          from added group by lot) as changed
    where place is not null and change <> 0;
  return null;
end $$;
create trigger move_lots after insert on lot_line
  referencing new table as added for each statement execute function move_lots();
alter table lot_line enable always trigger move_lots;

/* Takes what a lot weighs out of the warehouse where it was, into the one where it is put. */
create function place_lot() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  before text;
  weight bigint;
begin
  perform 1 from lot_balance where lot = new.lot order by fund for update;
  select coalesce(sum(gross_g), 0) into weight from lot_balance where lot = new.lot;
  select warehouse into before from lot_position where lot = new.lot and n = new.previous;
  if weight = 0 or before = new.warehouse then
    return null;
  end if;
  if before is null then
    perform load_warehouses(array[new.warehouse], array[weight]);
  else
    perform load_warehouses(array[before, new.warehouse], array[-weight, weight]);
  end if;
  return null;
end $$;
create trigger place_lot after insert on lot_position
  for each row execute function place_lot();
alter table lot_position enable always trigger place_lot;

/* Whoever gives a lot has it, whoever takes it was given it, and time goes forward. */
create function check_custody() returns trigger language plpgsql as $$
declare
  before custody_event;
begin
  if new.n = 0 then
    return new;
  end if;
  select * into before from custody_event where lot = new.lot and n = new.n - 1;
  if not found then
    return new; -- its foreign key refuses it
  end if;
  if new.at <= before.at then
    perform refuse('invalid', 'lot.custody_time',
      format('lot %s was last handed over at %s, and %s is not later', new.lot,
        to_char(before.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US"Z"'),
        to_char(new.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US"Z"')),
      'custody goes forward in time');
  end if;
  if new.kind = 'give' and new.from_holder <> before.to_holder then
    perform refuse('conflict', 'lot.custody_holder',
      format('%s cannot give lot %s: %s has it', new.from_holder, new.lot, before.to_holder),
      'whoever has a lot gives it');
  end if;
  if new.kind = 'take' and (new.from_holder, new.to_holder)
      <> (before.from_holder, before.to_holder) then
    perform refuse('conflict', 'lot.custody_holder',
      format('%s cannot take lot %s from %s: %s gave it to %s', new.to_holder, new.lot,
        new.from_holder, before.from_holder, before.to_holder),
      'whoever was given a lot takes it');
  end if;
  return new;
end $$;
create trigger check_custody before insert on custody_event
  for each row execute function check_custody();
alter table custody_event enable always trigger check_custody;

/* A laboratory has to be valid on the day of its certificate. */
create function check_certificate() returns trigger language plpgsql as $$
declare
  lab record;
  found_digest text;
begin
  select laboratory.*, since into lab
    from laboratory left join laboratory_revocation on laboratory = id
    where id = new.laboratory;
  if found and (new.issued_on not between lab.valid_from and lab.valid_until
      or new.issued_on >= lab.since) then
    perform refuse('not_allowed', 'certificate.laboratory_invalid',
      format('laboratory %s is not valid on %s', new.laboratory, new.issued_on),
      format('it is valid from %s to %s', lab.valid_from,
        least(lab.valid_until, lab.since - 1)));
  end if;
  found_digest := 'sha256-' || encode(sha256(new.file), 'hex');
  if new.file_digest <> found_digest then
    perform refuse('invalid', 'certificate.digest_differs',
      format('the file of certificate %s of %s has the digest %s, and %s was stated', new.number,
        new.laboratory, found_digest, new.file_digest),
      'ask the laboratory for the file that it signed for');
  end if;
  return new;
end $$;
create trigger check_certificate before insert on certificate
  for each row execute function check_certificate();
alter table certificate enable always trigger check_certificate;

/* Who reveals says what was sealed, and after everybody has sealed. An umpire seals nothing. */
create function check_reveal() returns trigger language plpgsql as $$
declare
  sealed_digest text;
  committed text;
begin
  if exists (select 1 from assay_sample
             where (assay, laboratory) = (new.assay, new.laboratory) and is_umpire) then
    return new;
  end if;
  select commitment into committed from assay_commitment
    where (assay, laboratory) = (new.assay, new.laboratory);
  sealed_digest := 'sha256-' || encode(sha256(convert_to(new.sealed, 'UTF8')), 'hex');
  if committed is distinct from sealed_digest then
    perform refuse('invalid', 'assay.seal_differs',
      format('what %s reveals of assay %s is not what it sealed', new.laboratory, new.assay),
      'reveal the very values and the word that the seal was made of');
  end if;
  return new;
end $$;
create trigger check_reveal before insert on assay_reveal
  for each row execute function check_reveal();
alter table assay_reveal enable always trigger check_reveal;

/* A result of whoever sells the lot decides nothing, nor an assay that is not settled. */
create function check_decision_basis() returns trigger language plpgsql as $$
declare
  seller text;
begin
  select supplier.id into seller
    from lot join custodian as supplier on supplier.id = lot.supplier
      join custodian as lab on lab.id = new.laboratory
    where lot.id = new.lot and (lab.id = supplier.id or lab.party = supplier.party);
  if found then
    perform refuse('not_allowed', 'lot.vendor_laboratory',
      format('laboratory %s belongs to %s, who sells lot %s', new.laboratory, seller, new.lot),
      'have an independent laboratory test it');
  end if;
  if new.assay is not null and not exists (
      select 1 from document_event
      where kind = 'assay' and document = new.assay and to_status = 'settled') then
    perform refuse('conflict', 'assay.not_settled',
      format('assay %s of lot %s is not settled', new.assay, new.lot),
      'settle it first');
  end if;
  return new;
end $$;
create trigger check_basis before insert on acceptance_decision
  for each row execute function check_decision_basis();
alter table acceptance_decision enable always trigger check_basis;

/* Whether the values of a decision meet each limit of the lot's specification. */
create function meets_specification(lot_id text, decision integer) returns boolean
language sql stable as $$
  select not exists (
    select 1
    from lot
      join specification as spec on (spec.id, spec.version) = (lot.specification, lot.version)
      join specification_limit as bound
        on (bound.specification, bound.version) = (lot.specification, lot.version)
      left join decision_value as told
        on (told.lot, told.n, told.analyte) = (lot.id, decision, bound.analyte)
    where lot.id = lot_id and (
      told.analyte is null
      or (bound.max_ppb - told.value_ppb)::numeric * 1000
        < spec.guard_thousandths::numeric * told.uncertainty_ppb
      or (case when told.is_below_detection then 0 else told.value_ppb end - bound.min_ppb)::numeric
        * 1000 < spec.guard_thousandths::numeric * told.uncertainty_ppb))
$$;

/* What has to be there before a lot may take a step. */
create function check_lot_step() returns trigger language plpgsql as $$
declare
  is_met boolean;
begin
  if new.to_status in ('conforming', 'nonconforming') then
    select meets_specification(lot, n) into is_met from acceptance_decision
      where lot = new.document and deed = new.deed order by n desc limit 1;
    if is_met is distinct from (new.to_status = 'conforming') then
      raise exception 'lot % is not %: no decision says so', new.document, new.to_status
        using errcode = 'integrity_constraint_violation';
    end if;
  elsif new.to_status = 'quarantine'
      and not exists (select 1 from lot_weighing where lot = new.document) then
    raise exception 'lot % was not weighed', new.document
      using errcode = 'integrity_constraint_violation';
  elsif new.from_status = 'none' and new.to_status = 'accepted'
      and not exists (select 1 from lot_parent where child = new.document) then
    raise exception 'lot % comes of no accepted lot', new.document
      using errcode = 'integrity_constraint_violation';
  elsif new.to_status = 'concession' and not exists (
      select 1 from lot_concession where lot = new.document and deed = new.deed) then
    raise exception 'no concession was made for lot %', new.document
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger check_lot_step before insert on document_event
  for each row when (new.kind = 'lot') execute function check_lot_step();
alter table document_event enable always trigger check_lot_step;

insert into life_step (kind, from_status, to_status, event) values
  ('lot', 'none', 'announced', 'announce'),
  ('lot', 'none', 'accepted', 'derive'),
  ('lot', 'announced', 'in_transit', 'ship'),
  ('lot', 'announced', 'cancelled', 'cancel'),
  ('lot', 'in_transit', 'quarantine', 'receive'),
  ('lot', 'in_transit', 'lost', 'lose'),
  ('lot', 'quarantine', 'sampled', 'sample'),
  ('lot', 'sampled', 'testing', 'test'),
  ('lot', 'testing', 'conforming', 'conform'),
  ('lot', 'testing', 'nonconforming', 'fail'),
  ('lot', 'testing', 'disputed', 'dispute'),
  ('lot', 'disputed', 'conforming', 'conform'),
  ('lot', 'disputed', 'nonconforming', 'fail'),
  ('lot', 'conforming', 'accepted', 'accept'),
  ('lot', 'nonconforming', 'rejected', 'reject'),
  ('lot', 'nonconforming', 'concession', 'concede'),
  ('lot', 'nonconforming', 'reprocess', 'reprocess'),
  ('lot', 'concession', 'accepted', 'accept'),
  ('lot', 'reprocess', 'sampled', 'sample'),
  ('lot', 'rejected', 'returned', 'return'),
  ('lot', 'accepted', 'reserved', 'reserve'),
  ('lot', 'accepted', 'on_loan', 'lend'),
  ('lot', 'accepted', 'retest', 'retest'),
  ('lot', 'accepted', 'moved', 'move'),
  ('lot', 'accepted', 'split', 'split'),
  ('lot', 'accepted', 'merged', 'merge'),
  ('lot', 'accepted', 'written_off', 'write-off'),
  ('lot', 'moved', 'accepted', 'land'),
  ('lot', 'retest', 'sampled', 'sample'),
  ('lot', 'reserved', 'accepted', 'unreserve'),
  ('lot', 'reserved', 'released', 'release'),
  ('lot', 'released', 'removed', 'remove'),
  ('lot', 'released', 'accepted', 'take-back'),
  ('lot', 'on_loan', 'exchanged', 'exchange'),
  ('assay', 'none', 'requested', 'request'),
  ('assay', 'requested', 'sampled', 'sample'),
  ('assay', 'sampled', 'committed', 'commit'),
  ('assay', 'committed', 'revealed', 'reveal'),
  ('assay', 'revealed', 'settled', 'settle'),
  ('assay', 'revealed', 'umpire', 'refer'),
  ('assay', 'umpire', 'settled', 'settle');
