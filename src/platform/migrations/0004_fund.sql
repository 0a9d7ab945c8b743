-- The ledger. One event of the reserve is one entry, whose lines lie in up to five books; every
-- book of every fund adds up to zero in every unit. Limits of law and of contracts are accounts
-- whose balance may not cross zero, so that nothing can be spent, ordered or promised twice.

create table fund (
  id       text   primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  kind     text   not null
    check (kind in ('appropriated', 'revolving', 'partner', 'credit-program', 'credit-financing')),
  title    text   not null check (title <> ''),
  partner  text   check ((kind = 'partner') = (partner is not null)),
  deed     bigint not null references deed,
  unique (partner)
);

/* The book that an account is in. */
create function book_of(code text) returns text language sql immutable as $$
  select case when left(code, 1) = '4' then 'B'
    when left(code, 1) between '1' and '9' then 'P'
    else left(code, 1) end
$$;

-- Which side of zero an account may be on. The book follows from the code: 4 is budgetary, other
-- digits are proprietary, and C, Q and M stand for limits, quantity and memo.
create table ledger_account (
  code   text primary key check (code ~ '^([1-9][0-9]{5}|[CQM][0-9]{2})$'),
  title  text not null check (title <> ''),
  side   text not null check (side in ('debit', 'credit', 'either')),
  book   text not null generated always as (book_of(code)) stored
);

create table ledger_entry (
  seq           bigint      generated always as identity primary key,
  id            text        not null unique check (id <> ''),
  deed          bigint      not null references deed,
  template      text        not null check (template <> ''),
  effective_on  date        not null,
  original_on   date        check (original_on < effective_on),
  reason        text        check (reason <> ''),
  reverses      bigint      unique references ledger_entry,
  body          text        not null, -- what was asked for: the same id with another body is refused
  added_in      xid8        not null default pg_current_xact_id(),
  recorded_at   timestamptz not null default now(),
  check (original_on is null or reason is not null)
);

-- Cents or grams; debits are above zero, credits below. That entry, fund and account are there is
-- seen by post_lines(), once for a posting: entries cannot leave, and each pair of fund and account
-- has a balance, which refers to both. Foreign keys would ask again for each line, and lock the rows
-- of accounts and funds for it, on which all postings would wait for one another.
create table ledger_line (
  entry    bigint   not null,
  n        smallint not null,
  fund     text     not null,
  account  text     not null,
  dim      text     not null, -- the contract, order or lot that it concerns; '' for none
  unit     text     not null check (unit = 'USD' or unit ~ '^g [a-z0-9-]+$'),
  amount   bigint   not null check (amount <> 0),
  primary key (entry, n)
);
create index ledger_line_account on ledger_line (account, fund, dim);

-- A cache that the lines prove: the trigger below is the only one to write it.
create table ledger_balance (
  account  text   not null references ledger_account,
  fund     text   not null references fund,
  dim      text   not null,
  unit     text   not null,
  net      bigint not null,
  side     text   not null,
  primary key (account, fund, dim, unit),
  constraint ledger_floor check (
    case side when 'debit' then net >= 0 when 'credit' then net <= 0 else true end)
) with (fillfactor = 50); -- room for the next version of a row on its own page

select make_append_only(each) from unnest(array[
  'fund', 'ledger_account', 'ledger_entry', 'ledger_line'
]::regclass[]) as each;
revoke insert on ledger_account from lodestock_writer;
grant select on ledger_balance to lodestock_writer;

create function cents_text(cents bigint) returns text language sql immutable as $$
  select '$' || to_char(cents / 100, 'FM999,999,999,999,999,990') || '.'
    || lpad((abs(cents) % 100)::text, 2, '0')
$$;

create function amount_text(amount bigint, unit text) returns text language sql immutable as $$
  select case unit when 'USD' then cents_text(amount) else amount || ' ' || unit end
$$;

-- These two are asked for every entry; PostgreSQL keeps their plans because they are no SQL functions,
-- which are planned again in each statement.

/* Periods are months. One that was never begun is open. */
create function period_status(day date) returns text language plpgsql stable as $$
begin
  return coalesce(
    (select to_status from document_event
     where kind = 'period' and document = to_char(day, 'YYYY-MM') order by n desc limit 1),
    'open');
end $$;

create function fund_status(id text) returns text language plpgsql stable as $$
begin
  return coalesce(
    (select to_status from document_event
     where kind = 'fund' and document = fund_status.id order by n desc limit 1),
    'proposed');
end $$;

create function check_ledger_entry() returns trigger language plpgsql as $$
declare
  status text;
begin
  status := period_status(new.effective_on);
  if status = 'closed' or (status = 'soft_closed' and new.reason is null) then
    perform refuse('conflict', 'fund.period_closed',
      format('cannot book on %s: the period %s is %s', new.effective_on,
        to_char(new.effective_on, 'YYYY-MM'), replace(status, '_', ' ')),
      'book it in an open period, with the original date and the reason');
  end if;
  return new;
end $$;
create trigger check_period before insert on ledger_entry
  for each row execute function check_ledger_entry();

/*
 * Lines come with their entry, in one statement for all its lines: they must add up to zero in
 * each book of each fund, and move the balances. Balances are locked in the order of their keys, so
 * two postings never wait for each other.
 */
create function post_lines() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  wrong record;
begin
  select each.entry, seq into wrong
    from (select distinct entry from added) as each left join ledger_entry on seq = each.entry
    where added_in is distinct from pg_current_xact_id() limit 1;
  if found then
    raise exception 'entry % is %: no line can be added', wrong.entry,
      case when wrong.seq is null then 'not there' else 'complete' end
      using errcode = 'integrity_constraint_violation';
  end if;

  select entry, book_of(account) as book, fund, unit, sum(amount) as rest into wrong
    from added group by entry, book_of(account), fund, unit having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'entry % does not balance: book % of fund % is out by % %',
      wrong.entry, wrong.book, wrong.fund, wrong.rest, wrong.unit
      using errcode = 'integrity_constraint_violation';
  end if;

  select fund, status into wrong
    from (select distinct fund from added) as each, fund_status(fund) as status
    where status not in ('open', 'expired') limit 1;
  if found then
    perform refuse('conflict', 'fund.not_open',
      format('cannot book on fund %s: it is %s', wrong.fund, wrong.status),
      'a frozen fund is opened again with `lodestock fund unfreeze`');
  end if;

  if exists (
    select from added as line where not exists (
      select from ledger_balance as balance
      where balance.account = line.account and balance.fund = line.fund
        and balance.dim = line.dim and balance.unit = line.unit)
  ) then
    insert into ledger_balance (account, fund, dim, unit, net, side)
      select distinct account, fund, dim, unit, 0, coalesce(side, 'either')
      from added left join ledger_account on code = account
      order by account, fund, dim, unit
      on conflict do nothing;
  end if;

  -- Locks every balance, in their order; without the offset the outer query might reach in, and only
  -- those be locked that had too little before others were waited for.
  select locked.*, title into wrong
    from (
      select account, fund, dim, unit, net, side, amount
      from (select account, fund, dim, unit, sum(amount)::bigint as amount
            from added group by account, fund, dim, unit) as moved
        join ledger_balance as balance using (account, fund, dim, unit)
      order by account, fund, dim, unit offset 0 for update of balance
    ) as locked join ledger_account on code = account
    where (locked.side = 'debit' and locked.net + locked.amount < 0)
       or (locked.side = 'credit' and locked.net + locked.amount > 0)
    limit 1;
  if found then
    perform refuse('conflict', 'fund.insufficient',
      format('%s%s of fund %s has %s, which is less than %s', wrong.title,
        case wrong.dim when '' then '' else ' of ' || wrong.dim end, wrong.fund,
        amount_text(abs(wrong.net), wrong.unit), amount_text(abs(wrong.amount), wrong.unit)),
      'ask for less, or have the limit raised by whoever may raise it');
  end if;

  update ledger_balance as balance set net = balance.net + moved.amount
    from (select account, fund, dim, unit, sum(amount)::bigint as amount
          from added group by account, fund, dim, unit) as moved
    where (balance.account, balance.fund, balance.dim, balance.unit)
        = (moved.account, moved.fund, moved.dim, moved.unit);
  return null;
end $$;
create trigger post_lines after insert on ledger_line
  referencing new table as added for each statement execute function post_lines();
alter table ledger_line enable always trigger post_lines;
alter table ledger_entry enable always trigger check_period;

/*
 * Books entries with all their lines in one statement each. Arrays ids to bodies have one place for
 * an entry, line_of to amounts one for a line; line_of says which entry a line is of, from 1.
 *
 * An id that is there already is left as it is when its body is the same, and refused otherwise.
 */
create function post_entries(
  ids text[], deeds bigint[], templates text[], effective date[], originals date[], reasons text[],
  reversed bigint[], bodies text[],
  line_of integer[], funds text[], accounts text[], dims text[], units text[], amounts bigint[]
) returns table (entry_id text, entry_seq bigint) language plpgsql as $$
declare
  changed text;
begin
  with asked as (
    select * from unnest(ids, deeds, templates, effective, originals, reasons, reversed, bodies)
      with ordinality as each (id, deed, template, effective_on, original_on, reason, reverses,
        body, k)
  ), put as (
    insert into ledger_entry
      (id, deed, template, effective_on, original_on, reason, reverses, body)
    select id, deed, template, effective_on, original_on, reason, reverses, body
    from asked order by k
    on conflict (id) do nothing
    returning seq, id
  )
  insert into ledger_line (entry, n, fund, account, dim, unit, amount)
    select seq, row_number() over (partition by k order by place), fund, account, dim, unit, amount
    from put join asked using (id)
      join unnest(line_of, funds, accounts, dims, units, amounts)
        with ordinality as line (k, fund, account, dim, unit, amount, place) using (k)
    order by seq, place;

  select asked.id into changed
    from unnest(ids, bodies) as asked (id, body) join ledger_entry using (id)
    where ledger_entry.body <> asked.body limit 1;
  if found then
    perform refuse('conflict', 'fund.changed_entry',
      format('entry %s is booked with other lines', changed),
      'a correction is a reversal and a new entry');
  end if;
  return query select id, seq from ledger_entry where id = any(ids) order by seq;
end $$;

-- Plans of these functions are kept while tables grow, and the planner knows little of a transition
-- table: one made when the ledger was small would read the whole ledger for every entry. Each row is
-- found by its key instead, whatever the statistics say.
alter function post_lines() set enable_seqscan = off;
alter function post_lines() set enable_hashjoin = off;
alter function post_lines() set enable_mergejoin = off;
alter function post_entries(text[], bigint[], text[], date[], date[], text[], bigint[], text[],
  integer[], text[], text[], text[], text[], bigint[]) set enable_seqscan = off;

-- Budgetary and proprietary accounts are numbered as in the United States Standard General Ledger;
-- numbers and titles beyond the budgetary chain are unverified against the current Treasury manual.
insert into ledger_account (code, title, side) values
  ('411900', 'Other appropriations realized', 'either'),
  ('426200', 'Actual collections of loan principal', 'either'),
  ('426300', 'Actual collections of loan interest', 'either'),
  ('426600', 'Other actual business-type collections', 'either'),
  ('445000', 'Unapportioned authority', 'credit'),
  ('451000', 'Apportionments', 'credit'),
  ('461000', 'Allotments, realized resources', 'credit'),
  ('470000', 'Commitments', 'credit'),
  ('480100', 'Undelivered orders, obligations, unpaid', 'credit'),
  ('480200', 'Undelivered orders, obligations, prepaid or advanced', 'credit'),
  ('487100', 'Downward adjustments of prior-year undelivered orders', 'either'),
  ('488100', 'Upward adjustments of prior-year undelivered orders', 'either'),
  ('490100', 'Delivered orders, obligations, unpaid', 'credit'),
  ('490200', 'Delivered orders, obligations, paid', 'either'),
  ('101000', 'Fund balance with Treasury', 'debit'),
  ('131000', 'Accounts receivable', 'either'),
  ('134100', 'Interest receivable on loans', 'either'),
  ('135000', 'Loans receivable', 'debit'),
  ('135900', 'Allowance for loss on loans receivable', 'either'),
  ('139900', 'Allowance for subsidy', 'either'),
  ('141000', 'Advances and prepayments', 'debit'),
  ('156100', 'Commodities held under price support', 'debit'),
  ('157100', 'Stockpile materials held in reserve', 'debit'),
  ('157200', 'Stockpile materials held for sale', 'debit'),
  ('161800', 'Market adjustment of investments', 'either'),
  ('169000', 'Other investments', 'debit'),
  ('211000', 'Accounts payable', 'credit'),
  ('214000', 'Accrued interest payable', 'either'),
  ('218000', 'Loan guarantee liability', 'either'),
  ('231000', 'Bid bonds and advances from others', 'credit'),
  ('299000', 'Interest of partners', 'credit'),
  ('310100', 'Unexpended appropriations, appropriations received', 'either'),
  ('310700', 'Unexpended appropriations, used', 'either'),
  ('331000', 'Cumulative results of operations', 'either'),
  ('510000', 'Revenue from goods sold', 'either'),
  ('531200', 'Interest revenue on loans', 'either'),
  ('570000', 'Expended appropriations', 'either'),
  ('590000', 'Other revenue', 'either'),
  ('610000', 'Operating and program costs', 'either'),
  ('619900', 'Adjustment to subsidy expense', 'either'),
  ('633000', 'Interest expense, late payment', 'either'),
  ('650000', 'Cost of goods sold', 'either'),
  ('672000', 'Bad debt expense', 'either'),
  ('711000', 'Gains on disposition of assets', 'either'),
  ('718000', 'Unrealized gains', 'either'),
  ('721000', 'Losses on disposition of assets', 'either'),
  ('728000', 'Unrealized losses', 'either'),
  ('729200', 'Other losses from impairment and count', 'either'),
  ('C10', 'Authority of a resolution, available', 'credit'),
  ('C11', 'Authority of a resolution, used', 'credit'),
  ('C19', 'Authority of a resolution, granted', 'debit'),
  ('C20', 'Ceiling of a contract, available', 'credit'),
  ('C21', 'Ceiling of a contract, ordered', 'credit'),
  ('C22', 'Ceiling of a contract, delivered', 'credit'),
  ('C29', 'Ceiling of a contract, granted', 'debit'),
  ('C30', 'Minimum of a contract, outstanding', 'credit'),
  ('C31', 'Minimum of a contract, satisfied', 'credit'),
  ('C39', 'Minimum of a contract, granted', 'debit'),
  ('C40', 'Exposure of a price floor, available', 'credit'),
  ('C41', 'Exposure of a price floor, paid', 'credit'),
  ('C42', 'Exposure of a price floor, lapsed', 'credit'),
  ('C49', 'Exposure of a price floor, granted', 'debit'),
  ('C50', 'Line of a loan, available', 'credit'),
  ('C51', 'Line of a loan, drawn', 'credit'),
  ('C59', 'Line of a loan, granted', 'debit'),
  ('C60', 'Cap of equity, available', 'credit'),
  ('C61', 'Cap of equity, used', 'credit'),
  ('C69', 'Cap of equity, granted', 'debit'),
  ('C70', 'Yearly material plan, available', 'credit'),
  ('C71', 'Yearly material plan, used', 'credit'),
  ('C79', 'Yearly material plan, granted', 'debit'),
  ('C80', 'Share of a partner, contributed', 'credit'),
  ('C89', 'Share of a partner, granted', 'debit'),
  ('Q10', 'In quarantine', 'debit'),
  ('Q11', 'In stock', 'debit'),
  ('Q12', 'Held for sale', 'debit'),
  ('Q13', 'On loan, receivable in kind', 'debit'),
  ('Q14', 'In transit', 'debit'),
  ('Q90', 'Come from suppliers', 'credit'),
  ('Q91', 'Returned to suppliers', 'debit'),
  ('Q92', 'Released', 'debit'),
  ('Q93', 'Differences on count, and decay', 'either'),
  ('M10', 'Guarantees outstanding', 'debit'),
  ('M19', 'Guarantees outstanding, contra', 'credit'),
  ('M20', 'Optional quantities', 'debit'),
  ('M29', 'Optional quantities, contra', 'credit');
