-- What a settled slot came to for each member, of its last revision: derived from settlement, for key figures.
create table member_slot (
    community  uuid        not null,
    slot_start timestamptz not null,
    account    uuid        not null,
    meter      uuid        not null,
    final      boolean     not null,
    imported   bigint      not null,
    exported   bigint      not null,
    bought     bigint      not null,
    sold       bigint      not null,
    better     bigint      not null,
    congestion bigint      not null,
    traded     bigint      not null,
    kept       bigint      not null,
    primary key (community, slot_start, account)
);
create index member_slot_by_account on member_slot (community, account, slot_start);
comment on column member_slot.better is 'Nano-currency, than with the supplier alone.';
comment on column member_slot.traded is 'Wh agreed, sold or bought.';
comment on column member_slot.kept is 'Wh of these that the own meter showed.';

insert into member_slot
select s.community, s.slot_start, cast(m ->> 'account' as uuid), cast(m ->> 'meter' as uuid), s.state = 'FINAL',
    cast(m ->> 'imported' as bigint), cast(m ->> 'exported' as bigint),
    cast(m ->> 'bought' as bigint), cast(m ->> 'sold' as bigint),
    cast(m ->> 'traded' as bigint) - cast(m ->> 'fees' as bigint) - coalesce(cast(m ->> 'congestion' as bigint), 0)
        + cast(m ->> 'supplier' as bigint) - cast(m ->> 'supplierAlone' as bigint),
    coalesce(cast(m ->> 'congestion' as bigint), 0),
    coalesce(p.traded, 0), coalesce(p.kept, 0)
from (select distinct on (community, slot_start) community, slot_start, state, cast(document as jsonb) as document
    from settlement order by community, slot_start, revision desc) s
cross join lateral jsonb_array_elements(s.document -> 'members') m
left join lateral (
    select sum(cast(t ->> 'traded' as bigint)) as traded,
        sum(case when t ->> 'seller' = m ->> 'account' then cast(t ->> 'delivered' as bigint) else 0 end
            + case when t ->> 'buyer' = m ->> 'account' then cast(t ->> 'taken' as bigint) else 0 end) as kept
    from jsonb_array_elements(s.document -> 'trades') t
    where m ->> 'account' in (t ->> 'seller', t ->> 'buyer')) p on true;
