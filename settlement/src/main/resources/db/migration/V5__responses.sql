-- Verified demand responses and the money they move. Energy in Wh, prices in micro-currency per kWh, tokens in nano-WATT.
create table response (
    event       uuid primary key,
    community   uuid   not null,
    document    text   not null,
    state       text   not null check (state in ('RECEIVED', 'SETTLED', 'REFUSED')),
    -- Why it is refused.
    reason      text,
    -- Order of settlement, in which reward epochs are made.
    settled_seq bigint unique,
    -- Whose last slot holds its payments; null until sealed.
    batch       bigint references batch
);
create sequence response_settled;
create index response_open on response (community, event) where state = 'RECEIVED';
create index response_unbatched on response (community, settled_seq) where state = 'SETTLED' and batch is null;

-- A watt-hour is rewarded in one response only.
create table response_credit (
    community  uuid        not null,
    account    uuid        not null,
    slot_start timestamptz not null,
    event      uuid        not null references response,
    primary key (community, account, slot_start)
);

create table response_payment (
    event      uuid        not null references response,
    idx        integer     not null,
    community  uuid        not null,
    reason     text        not null check (reason in ('REWARD', 'COMPENSATION')),
    slot_start timestamptz not null,
    seconds    integer     not null,
    account    uuid        not null,
    wallet     text        not null,
    trade      uuid,
    energy     bigint      not null check (energy > 0),
    price      bigint      not null check (price > 0),
    primary key (event, idx)
);
create index response_payment_by_account on response_payment (community, account, slot_start);
create trigger response_payment_is_append_only before update or delete or truncate on response_payment
    for each statement execute function refuse_change();

-- ---- rewards -------------------------------------------------------------------------------------------------------

create table reward_epoch (
    community uuid   not null,
    epoch     bigint not null,
    event     uuid   not null unique references response,
    -- JSON of RewardEpoch; root, total and data hash follow from it.
    document  text   not null,
    root      text   not null,
    total     bigint not null,
    data_hash text   not null,
    primary key (community, epoch)
);
create trigger reward_epoch_is_append_only before update or delete or truncate on reward_epoch
    for each statement execute function refuse_change();

-- Someone asked for what its wallet earned; DONE once that is paid.
create table reward_claim (
    id           bigint generated always as identity primary key,
    community    uuid        not null,
    account      uuid        not null,
    wallet       text        not null,
    cumulative   bigint,
    state        text        not null check (state in ('OPEN', 'DONE')),
    requested_at timestamptz not null
);
create unique index reward_claim_open on reward_claim (community, wallet) where state = 'OPEN';

create table root_posted (
    block     text        not null references block,
    idx       integer     not null,
    epoch     bigint      not null,
    root      text        not null,
    total     bigint      not null,
    data_hash text        not null,
    active_at timestamptz not null,
    primary key (block, idx)
);
create table reward_claimed (
    block      text    not null references block,
    idx        integer not null,
    tx         text    not null,
    wallet     text    not null,
    amount     bigint  not null,
    cumulative bigint  not null,
    primary key (block, idx)
);
-- A root may be replaced before it is active: the last word holds.
create view canonical_root_posted as
select distinct on (r.epoch) r.* from root_posted r join block b on b.hash = r.block
where b.canonical order by r.epoch, b.number desc, r.idx desc;
create view canonical_reward_claimed as
select c.* from reward_claimed c join block b on b.hash = c.block where b.canonical;
