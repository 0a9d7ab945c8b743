-- From the wish to buy to the payment: requisitions, contracts, orders, deliveries and invoices.
-- How much may be ordered, accepted and paid is held by the ledger; what is here says for whom, of
-- what and when.

insert into life_step (kind, from_status, to_status, event) values
  ('requisition', 'none', 'draft', 'draft'),
  ('requisition', 'draft', 'submitted', 'submit'),
  ('requisition', 'submitted', 'certified', 'certify'),
  ('requisition', 'submitted', 'returned', 'return'),
  ('requisition', 'certified', 'partly_obligated', 'obligate-part'),
  ('requisition', 'certified', 'obligated', 'obligate'),
  ('requisition', 'certified', 'released', 'release'),
  ('requisition', 'partly_obligated', 'obligated', 'obligate'),
  ('requisition', 'partly_obligated', 'released', 'release'),
  ('contract', 'none', 'draft', 'draft'),
  ('contract', 'draft', 'certified', 'certify'),
  ('contract', 'certified', 'active', 'award'),
  ('contract', 'certified', 'cancelled', 'cancel'),
  ('contract', 'active', 'suspended', 'suspend'),
  ('contract', 'active', 'ordering_ended', 'end-ordering'),
  ('contract', 'active', 'terminating', 'terminate'),
  ('contract', 'suspended', 'active', 'resume'),
  ('contract', 'suspended', 'terminating', 'terminate'),
  ('contract', 'ordering_ended', 'closeout', 'begin-closeout'),
  ('contract', 'terminating', 'closeout', 'begin-closeout'),
  ('contract', 'closeout', 'closed', 'close'),
  ('order', 'none', 'draft', 'draft'),
  ('order', 'draft', 'issued', 'issue'),
  ('order', 'issued', 'acknowledged', 'acknowledge'),
  ('order', 'issued', 'cancelled', 'cancel'),
  ('order', 'acknowledged', 'part_delivered', 'deliver-part'),
  ('order', 'acknowledged', 'delivered', 'deliver'),
  ('order', 'acknowledged', 'terminated', 'terminate'),
  ('order', 'part_delivered', 'part_delivered', 'deliver-part'),
  ('order', 'part_delivered', 'delivered', 'deliver'),
  ('order', 'part_delivered', 'terminated', 'terminate'),
  ('order', 'delivered', 'complete', 'complete'),
  ('order', 'terminated', 'complete', 'complete'),
  ('invoice', 'none', 'received', 'receive'),
  ('invoice', 'received', 'matched', 'match'),
  ('invoice', 'received', 'mismatched', 'mismatch'),
  ('invoice', 'mismatched', 'corrected', 'correct'),
  ('invoice', 'mismatched', 'rejected', 'reject'),
  ('invoice', 'corrected', 'matched', 'match'),
  ('invoice', 'matched', 'approved', 'approve'),
  ('invoice', 'matched', 'disputed', 'dispute'),
  ('invoice', 'disputed', 'approved', 'approve'),
  ('invoice', 'disputed', 'rejected', 'reject'),
  ('invoice', 'approved', 'scheduled', 'schedule'),
  ('invoice', 'scheduled', 'paid', 'pay'),
  ('invoice', 'paid', 'confirmed', 'confirm'),
  ('invoice', 'paid', 'bounced', 'bounce'),
  ('invoice', 'bounced', 'scheduled', 'schedule');

-- Who asks does not certify, who drafts does not award, and of an invoice whoever matches,
-- approves and pays are three.
insert into separation (kind, event, other_event) values
  ('requisition', 'certify', 'draft'),
  ('requisition', 'certify', 'submit'),
  ('contract', 'certify', 'draft'),
  ('contract', 'award', 'certify'),
  ('invoice', 'approve', 'receive'),
  ('invoice', 'approve', 'match'),
  ('invoice', 'pay', 'match'),
  ('invoice', 'pay', 'approve');

create table requisition (
  id            text   primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  fund          text   not null references fund,
  resolution    text   not null,
  plan          text,
  purpose       text   not null check (purpose <> ''),
  amount_cents  bigint not null check (amount_cents > 0),
  deed          bigint not null references deed
);

create table contract (
  id                  text   primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  kind                text   not null check (kind in ('idiq', 'definite', 'offtake', 'storage')),
  title               text   not null check (title <> ''),
  fund                text   not null references fund,
  requisition         text   not null references requisition,
  resolution          text   not null,
  party               text   not null,
  mineral             text   not null check (mineral <> ''),
  specification       text,
  delivery_point      text   not null,
  base_value_cents    bigint check (base_value_cents > 0), -- an estimate: stored, never obligated
  ceiling_cents       bigint not null check (ceiling_cents > 0),
  minimum_cents       bigint not null check (minimum_cents >= 0),
  ordering_from       date   not null,
  ordering_to         date   not null,
  price_per_kg        bigint check (price_per_kg > 0), -- millionths of a dollar
  reference_per_kg    bigint check (reference_per_kg > 0),
  premium_per_kg      bigint generated always as (price_per_kg - reference_per_kg) stored,
  is_sole_source      boolean not null,
  sole_source_reason  text,
  rule_set            text   not null,
  deed                bigint not null references deed,
  check (minimum_cents <= ceiling_cents),
  check (ordering_from <= ordering_to),
  check (is_sole_source = (sole_source_reason is not null)),
  constraint contract_ten_years check (ordering_to <= ordering_from + interval '10 years')
);

-- What was changed after the award. The contract's own row never changes.
create table modification (
  contract            text    not null references contract,
  n                   integer not null check (n > 0),
  reason              text    not null check (reason <> ''),
  ceiling_rise_cents  bigint  not null default 0 check (ceiling_rise_cents >= 0),
  ordering_to         date,
  resolution          text,
  signed_on           date    not null,
  deed                bigint  not null references deed,
  primary key (contract, n),
  -- a higher ceiling needs a vote of its own
  check ((ceiling_rise_cents > 0) = (resolution is not null)),
  check (ceiling_rise_cents > 0 or ordering_to is not null)
);

create table contract_order (
  id                  text   primary key,
  contract            text   not null references contract,
  requisition         text   not null references requisition,
  amount_cents        bigint not null check (amount_cents > 0),
  from_minimum_cents  bigint not null check (from_minimum_cents between 0 and amount_cents),
  price_per_kg        bigint not null check (price_per_kg > 0),
  reference_per_kg    bigint check (reference_per_kg > 0),
  premium_per_kg      bigint generated always as (price_per_kg - reference_per_kg) stored,
  placed_on           date   not null,
  deliver_by          date   not null,
  deed                bigint not null references deed,
  check (placed_on <= deliver_by)
);

-- A delivery is a lot that came for an order.
create table delivery (
  lot    text   primary key,
  "order" text  not null references contract_order,
  deed   bigint not null references deed
);

create table delivery_acceptance (
  lot           text   primary key references delivery,
  amount_cents  bigint not null check (amount_cents > 0),
  dry_grams     bigint not null check (dry_grams > 0),
  deed          bigint not null references deed
);

create table order_cancellation (
  "order"       text   primary key references contract_order,
  amount_cents  bigint not null check (amount_cents > 0),
  deed          bigint not null references deed
);

-- Suppliers write their numbers in many ways; the same one may not come twice.
create table invoice (
  id               text   primary key,
  "order"          text   not null references contract_order,
  party            text   not null,
  supplier_number  text   not null check (supplier_number <> ''),
  number_key       text   generated always as
    (upper(regexp_replace(supplier_number, '[^A-Za-z0-9]', '', 'g'))) stored,
  amount_cents     bigint not null check (amount_cents > 0),
  received_on      date   not null,
  deed             bigint not null references deed,
  unique (party, number_key)
);

-- Each accepted lot is invoiced once; a corrected invoice replaces the lines of the one before.
create table invoice_line (
  lot      text   primary key references delivery_acceptance,
  invoice  text   not null references invoice,
  deed     bigint not null references deed
);

create table invoice_correction (
  invoice       text   primary key references invoice,
  amount_cents  bigint not null check (amount_cents > 0),
  deed          bigint not null references deed
);

-- A payment that came back is followed by another; the life of the invoice keeps them apart.
create table payment (
  invoice       text    not null references invoice,
  n             integer not null check (n > 0),
  amount_cents  bigint  not null check (amount_cents > 0),
  paid_on       date    not null,
  deed          bigint  not null references deed,
  primary key (invoice, n)
);

select make_append_only(each) from unnest(array[
  'requisition', 'contract', 'modification', 'contract_order', 'delivery', 'delivery_acceptance',
  'order_cancellation', 'invoice', 'invoice_line', 'invoice_correction', 'payment'
]::regclass[]) as each;

/* The last day on which a contract takes orders, as modifications have moved it. */
create function ordering_end(id text) returns date language sql stable as $$
  select coalesce(
    (select ordering_to from modification
     where contract = id and ordering_to is not null order by n desc limit 1),
    (select ordering_to from contract where contract.id = ordering_end.id))
$$;

create function document_status(of_kind text, of_id text) returns text language sql stable as $$
  select to_status from document_event
  where kind = of_kind and document = of_id order by n desc limit 1
$$;

/*
 * An order stands in the ordering period of an active contract. It keeps the reference price of the
 * contract, and pays no more above it than was approved when the contract was awarded.
 */
create function check_order() returns trigger language plpgsql as $$
declare
  own contract;
  first_day date;
  last_day date := ordering_end(new.contract);
  status text := document_status('contract', new.contract);
begin
  select * into own from contract where id = new.contract;
  first_day := own.ordering_from;
  if status is distinct from 'active' then
    perform refuse('conflict', 'order.contract_not_active',
      format('cannot order under contract %s: it is %s', new.contract,
        replace(coalesce(status, 'unknown'), '_', ' ')),
      'orders are placed under an active contract');
  end if;
  if new.placed_on not between first_day and last_day then
    perform refuse('not_allowed', 'order.outside_period',
      format('cannot order under contract %s on %s: its ordering period is %s to %s',
        new.contract, new.placed_on, first_day, last_day),
      'the period can be moved by a modification before it ends');
  end if;
  if new.reference_per_kg is distinct from own.reference_per_kg then
    perform refuse('invalid', 'order.other_reference',
      format('cannot order under contract %s with another reference price than its own',
        new.contract));
  end if;
  if new.price_per_kg > greatest(own.price_per_kg, own.reference_per_kg) then
    perform refuse('not_allowed', 'order.premium_not_approved',
      format('cannot order under contract %s at $%s a kilogram: $%s is the most that was approved',
        new.contract, trim_scale(new.price_per_kg / 1000000.0),
        trim_scale(greatest(own.price_per_kg, own.reference_per_kg) / 1000000.0)),
      'a contract at that price has to be awarded first');
  end if;
  return new;
end $$;
create trigger check_order before insert on contract_order
  for each row execute function check_order();
alter table contract_order enable always trigger check_order;

/* What is accepted and what is given up of an order is together no more than the order: no tolerance. */
create function check_rest_of_order() returns trigger language plpgsql as $$
declare
  of_order text;
  rest bigint;
begin
  if tg_table_name = 'delivery_acceptance' then
    select "order" into of_order from delivery where lot = new.lot;
  else
    of_order := new."order";
  end if;
  perform locked_status('order', of_order);
  select amount_cents
      - (select coalesce(sum(amount_cents), 0) from delivery_acceptance join delivery using (lot)
         where delivery."order" = of_order)
      - (select coalesce(sum(amount_cents), 0) from order_cancellation
         where order_cancellation."order" = of_order)
    into rest from contract_order where id = of_order;
  if rest < new.amount_cents then
    perform refuse('conflict', 'order.over_delivered',
      format('cannot book %s of order %s: %s of it is neither accepted nor given up',
        cents_text(new.amount_cents), of_order, cents_text(rest)),
      'split the lot, or order the rest');
  end if;
  return new;
end $$;
create trigger check_rest_of_order before insert on delivery_acceptance
  for each row execute function check_rest_of_order();
create trigger check_rest_of_order before insert on order_cancellation
  for each row execute function check_rest_of_order();
alter table delivery_acceptance enable always trigger check_rest_of_order;
alter table order_cancellation enable always trigger check_rest_of_order;

/*
 * Resolutions that an outlay rests on: those among what led to a document that were effective when an
 * obligation on the way was booked. What is owed stays owed when a resolution has ended since.
 */
create function authority_behind(of_kind text, of_id text) returns setof text
language sql stable as $$
  with recursive back as (
    select of_kind as kind, of_id as id
    union
    select from_kind, from_id from cause join back on to_kind = back.kind and to_id = back.id
  ), obligation as (
    select entry.deed, entry.effective_on
    from back
      join cause on from_kind = back.kind and from_id = back.id and to_kind = 'entry'
      join ledger_entry as entry on entry.id = cause.to_id
    where exists (select from ledger_line
      where ledger_line.entry = seq and account = '480100' and amount < 0)
  )
  select distinct resolution.id
  from back join resolution on back.kind = 'resolution' and back.id = resolution.id, obligation
  where obligation.effective_on >= resolution.effective_on
    and obligation.effective_on <= coalesce(expires_on, 'infinity')
    and 'effective' = (select to_status from document_event
      where document_event.kind = 'resolution' and document = resolution.id
        and document_event.deed <= obligation.deed
      order by n desc limit 1)
$$;

/*
 * Entries by which cash leaves, other than back to where it was collected, and that rest on no
 * resolution: there are none.
 */
create function unauthorized_outlays()
returns table (entry_id text, fund text, cents bigint, paid_on date) language sql stable as $$
  select ledger_entry.id, paid.fund, paid.cents, effective_on
  from (
    select entry, ledger_line.fund,
      sum(case account when '101000' then -amount else amount end)::bigint as cents
    from ledger_line
    where account in ('101000', '411900', '426200', '426300', '426600')
      and entry in (select entry from ledger_line where account = '101000' and amount < 0)
    group by entry, ledger_line.fund
  ) as paid join ledger_entry on seq = paid.entry
  where paid.cents > 0 and not exists (select authority_behind('entry', ledger_entry.id))
  order by seq, paid.fund
$$;

/*
 * Paid is what was invoiced, and invoiced is what was accepted; and all of it was obligated on the
 * word of a resolution.
 */
create function check_payment() returns trigger language plpgsql as $$
declare
  due bigint;
begin
  if not exists (select authority_behind('invoice', new.invoice)) then
    perform refuse('not_allowed', 'payment.no_authority',
      format('cannot pay invoice %s: nothing that led to it was obligated under an effective resolution',
        new.invoice),
      '`lodestock audit trace` shows what led to it');
  end if;
  select sum(amount_cents)::bigint into due
    from invoice_line join delivery_acceptance using (lot) where invoice = new.invoice;
  if due is distinct from new.amount_cents then
    perform refuse('conflict', 'payment.not_due',
      format('cannot pay %s for invoice %s: %s is due', cents_text(new.amount_cents), new.invoice,
        cents_text(coalesce(due, 0))),
      'what was accepted is paid, to the cent');
  end if;
  return new;
end $$;
create trigger check_payment before insert on payment
  for each row execute function check_payment();
alter table payment enable always trigger check_payment;

/* Steps of a life that rest on what is in these tables and in the ledger. */
create function check_contract_step() returns trigger language plpgsql as $$
declare
  found_lot record;
  left_over bigint;
begin
  if new.kind = 'invoice' and new.to_status = 'approved' then
    select lot, person into found_lot
      from invoice_line join delivery_acceptance using (lot)
        join deed on deed.id = delivery_acceptance.deed
      where invoice = new.document
        and person = (select person from deed where id = new.deed) limit 1;
    if found then
      perform refuse('not_allowed', 'invoice.same_person',
        format('%s cannot approve invoice %s: they accepted lot %s of it', found_lot.person,
          new.document, found_lot.lot),
        'another person has to do this');
    end if;
  end if;
  if new.kind = 'contract' and new.to_status = 'closed' then
    select -sum(net)::bigint into left_over from ledger_balance
      where account = 'C30' and dim = 'contract:' || new.document;
    if coalesce(left_over, 0) <> 0 then
      perform refuse('conflict', 'contract.minimum_unmet',
        format('cannot close contract %s: %s of its minimum is neither ordered nor paid',
          new.document, cents_text(left_over)),
        'order it, or settle the minimum with `lodestock contract settle-minimum`');
    end if;
    select -sum(net)::bigint into left_over from ledger_balance
      where account = 'C21' and dim = 'contract:' || new.document;
    if coalesce(left_over, 0) <> 0 then
      perform refuse('conflict', 'contract.open_orders',
        format('cannot close contract %s: %s is ordered and neither delivered nor cancelled',
          new.document, cents_text(left_over)),
        'take the rest in, or cancel it');
    end if;
    if exists (
      select from invoice join contract_order on contract_order.id = invoice."order"
      where contract = new.document
        and document_status('invoice', invoice.id) not in ('confirmed', 'rejected')
    ) or exists (
      select from delivery_acceptance join delivery using (lot)
        join contract_order on contract_order.id = delivery."order"
      where contract = new.document and lot not in (select lot from invoice_line)
    ) then
      perform refuse('conflict', 'contract.open_invoices',
        format('cannot close contract %s: it has lots or invoices that are not settled', new.document),
        'each accepted lot is invoiced, and each invoice paid or rejected');
    end if;
  end if;
  return new;
end $$;
create trigger contract_step before insert on document_event
  for each row execute function check_contract_step();
alter table document_event enable always trigger contract_step;
