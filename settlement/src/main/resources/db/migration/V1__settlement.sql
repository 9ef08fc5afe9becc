-- Energy in Wh, prices in micro-currency per kWh, money in nano-currency, hashes as 0x and hex.
-- What is financial or evidence is append-only; a trigger holds it.

create function refuse_change() returns trigger language plpgsql as
$$
begin
    raise exception '% is append-only', tg_table_name;
end
$$;

-- ---- members -------------------------------------------------------------------------------------------------------

create table member_version (
    id         bigint generated always as identity primary key,
    event_id   text        not null unique,
    community  uuid        not null,
    account    uuid        not null,
    valid_from timestamptz not null,
    wallet     text        not null check (wallet ~ '^0x[0-9a-f]{40}$'),
    meter      uuid        not null,
    zone       text        not null,
    feed_in    bigint      not null check (feed_in >= 0),
    retail     bigint      not null check (retail >= 0)
);
create index member_version_by_account on member_version (community, account, valid_from, id);
create index member_version_by_wallet on member_version (wallet);

-- ---- readings ------------------------------------------------------------------------------------------------------

-- Every seal that ever came in, as it came in. Two different seals of one boundary are both kept; one at most holds.
create table seal (
    id        bigint generated always as identity primary key,
    content   text        not null unique,
    gateway   uuid        not null,
    boundary  timestamptz not null,
    hash      text        not null,
    state     text        not null check (state in ('PENDING', 'VERIFIED', 'REFUSED')),
    reason    text,
    event     text        not null,
    seen_at   timestamptz not null
);
create unique index seal_verified_once on seal (gateway, boundary) where state = 'VERIFIED';
create index seal_pending on seal (gateway, boundary, id) where state = 'PENDING';

-- Only of verified seals.
create table reading (
    meter    uuid        not null,
    seq      bigint      not null,
    boundary timestamptz not null,
    gateway  uuid        not null,
    epoch    integer     not null,
    imported bigint      not null check (imported >= 0),
    exported bigint      not null check (exported >= 0),
    quality  integer     not null,
    hash     text        not null,
    raw      bytea       not null,
    seal     bigint      not null references seal,
    primary key (meter, seq)
);
create unique index reading_by_boundary on reading (meter, boundary);
create trigger reading_is_append_only before update or delete or truncate on reading
    for each statement execute function refuse_change();

-- ---- slots ---------------------------------------------------------------------------------------------------------

create table slot (
    community   uuid        not null,
    start       timestamptz not null,
    seconds     integer     not null,
    book_hash   text        not null,
    result_hash text        not null,
    trades      integer     not null,
    parts       integer     not null,
    state       text        not null check (state in ('CLEARED', 'PROVISIONAL', 'FINAL')),
    revision    integer     not null default 0,
    -- Trades of the last revision with something settled: those that become records.
    settled     integer     not null default 0,
    batch       bigint,
    primary key (community, start)
);
create index slot_open on slot (community, start) where state <> 'FINAL';
create index slot_unbatched on slot (community, start) where batch is null;

create table trade (
    community   uuid        not null,
    slot_start  timestamptz not null,
    idx         integer     not null,
    result_hash text        not null,
    id          uuid        not null,
    seller      uuid        not null,
    buyer       uuid        not null,
    energy      bigint      not null check (energy > 0),
    price       bigint      not null check (price >= 0),
    fee         bigint      not null check (fee >= 0),
    ask_hash    text        not null,
    bid_hash    text        not null,
    primary key (community, slot_start, result_hash, idx)
);

create table settlement (
    community   uuid        not null,
    slot_start  timestamptz not null,
    revision    integer     not null,
    state       text        not null,
    document    text        not null,
    settled_at  timestamptz not null,
    primary key (community, slot_start, revision)
);
create trigger settlement_is_append_only before update or delete or truncate on settlement
    for each statement execute function refuse_change();

-- ---- ledger --------------------------------------------------------------------------------------------------------

create table posting (
    id               bigint generated always as identity primary key,
    community        uuid        not null,
    cause            text        not null,
    cause_id         text        not null,
    corrects         text,
    slot_start       timestamptz,
    posted_at        timestamptz not null,
    unique (community, cause, cause_id)
);
create index posting_by_slot on posting (community, slot_start);

create table ledger_entry (
    posting   bigint not null references posting,
    community uuid   not null,
    cause     text   not null,
    cause_id  text   not null,
    account   text   not null,
    amount    bigint not null check (amount <> 0),
    primary key (posting, account),
    unique (community, cause, cause_id, account)
);
create index ledger_entry_by_account on ledger_entry (account);
create trigger posting_is_append_only before update or delete or truncate on posting
    for each statement execute function refuse_change();
create trigger ledger_entry_is_append_only before update or delete or truncate on ledger_entry
    for each statement execute function refuse_change();

create function posting_balances() returns trigger language plpgsql as
$$
declare
    over numeric;
begin
    select sum(amount) into over from ledger_entry where posting = new.posting;
    if over <> 0 then
        raise exception 'posting % does not balance: % nano over', new.posting, over;
    end if;
    return null;
end
$$;
create constraint trigger posting_balances after insert on ledger_entry
    deferrable initially deferred for each row execute function posting_balances();

create view trial_balance as
select community, split_part(account, ':', 1) as kind, sum(amount) as amount
from ledger_entry
group by community, split_part(account, ':', 1);

create table balance_sequence (
    community uuid primary key,
    last      bigint not null
);

-- ---- batches -------------------------------------------------------------------------------------------------------

create table batch (
    number       bigint primary key,
    community    uuid    not null,
    period       bigint  not null,
    in_period    integer not null,
    ends_period  boolean not null,
    slot_to      bigint  not null,
    header       text    not null,
    packed       bytea   not null,
    net          bytea   not null,
    state        text    not null check (state in ('SEALED', 'SUBMITTED', 'MINED', 'FINAL', 'CLOSED')),
    previous     text,
    hash         text,
    committed_at timestamptz,
    transaction  text,
    block        text,
    closed_by    text
);

create table leaf (
    batch         bigint  not null references batch,
    idx           integer not null,
    salt          text    not null,
    slot          bigint  not null,
    payer         integer not null,
    payee         integer not null,
    energy        bigint  not null,
    price         bigint  not null,
    bid_hash      text    not null,
    ask_hash      text    not null,
    readings_root text    not null,
    primary key (batch, idx)
);

-- ---- chain ---------------------------------------------------------------------------------------------------------

create table signer (
    chain_id   bigint not null,
    address    text   not null,
    next_nonce bigint not null,
    primary key (chain_id, address)
);

create table chain_tx (
    id           bigint generated always as identity primary key,
    business_key text   not null unique,
    chain_id     bigint not null,
    signer       text   not null,
    nonce        bigint not null,
    to_address   text   not null,
    data         bytea  not null,
    gas_limit    bigint not null,
    state        text   not null check (state in ('PLANNED', 'SIGNED', 'SENT', 'MINED', 'CONFIRMED', 'REVERTED', 'LOST')),
    mined_hash   text,
    mined_block  text,
    mined_number bigint,
    unique (chain_id, signer, nonce)
);

-- The signed bytes are here before they are sent; the same bytes are sent until one attempt of the nonce is mined.
create table chain_attempt (
    tx          bigint  not null references chain_tx,
    n           integer not null,
    raw         bytea   not null,
    hash        text    not null unique,
    max_fee     text    not null,
    tip         text    not null,
    sent_number bigint,
    answer      text,
    primary key (tx, n)
);

create table block (
    hash      text primary key,
    number    bigint      not null,
    parent    text        not null,
    mined_at  timestamptz not null,
    canonical boolean     not null,
    times     integer     not null default 1
);
create unique index block_canonical on block (number) where canonical;

create table chain_log (
    block    text    not null references block,
    idx      integer not null,
    tx       text    not null,
    address  text    not null,
    topics   text    not null,
    data     bytea   not null,
    primary key (block, idx)
);
create trigger chain_log_is_append_only before update or delete or truncate on chain_log
    for each statement execute function refuse_change();

-- Projections of logs: a row counts while its block is canonical.
create table gateway_key (
    block      text        not null references block,
    idx        integer     not null,
    gateway    uuid        not null,
    valid_from timestamptz not null,
    x          text        not null,
    y          text        not null,
    primary key (block, idx)
);

create table meter_binding (
    block      text        not null references block,
    idx        integer     not null,
    meter      uuid        not null,
    gateway    uuid        not null,
    owner      text        not null,
    valid_from timestamptz not null,
    primary key (block, idx)
);

create table escrow_account (
    block         text    not null references block,
    idx           integer not null,
    account_index integer not null,
    owner         text    not null,
    primary key (block, idx)
);

create table withdrawal_request (
    block         text    not null references block,
    idx           integer not null,
    account_index integer not null,
    amount        bigint  not null,
    withdrawn     boolean not null,
    primary key (block, idx)
);

create table closed_period (
    block  text    not null references block,
    idx    integer not null,
    period bigint  not null,
    number bigint  not null,
    primary key (block, idx)
);

create view canonical_gateway_key as
select k.* from gateway_key k join block b on b.hash = k.block where b.canonical;
create view canonical_meter_binding as
select m.* from meter_binding m join block b on b.hash = m.block where b.canonical;
create view canonical_escrow_account as
select a.* from escrow_account a join block b on b.hash = a.block where b.canonical;
create view canonical_closed_period as
select p.* from closed_period p join block b on b.hash = p.block where b.canonical;

-- The last word of each account: a request replaces the one before, a withdrawal ends it.
create view open_withdrawal as
select account_index, amount
from (select distinct on (w.account_index) w.account_index, w.amount, w.withdrawn
      from withdrawal_request w join block b on b.hash = w.block
      where b.canonical
      order by w.account_index, b.number desc, w.idx desc) latest
where not withdrawn;

create table reconciliation (
    id         bigint generated always as identity primary key,
    community  uuid        not null,
    block      text        not null,
    number     bigint      not null,
    checked_at timestamptz not null,
    accounts   integer     not null,
    differences text       not null
);

-- ---- outbox --------------------------------------------------------------------------------------------------------

create table outbox (
    id      bigint generated always as identity primary key,
    topic   text  not null,
    key     text,
    headers text  not null,
    payload bytea not null,
    sent_at timestamptz
);
create index outbox_unsent on outbox (id) where sent_at is null;
