-- A slot is traded in rounds; its row in slot comes with the last one, when all are there. Earlier slots had one round.
create table slot_round (
    community   uuid        not null,
    start       timestamptz not null,
    round       integer     not null check (round >= 0),
    last        boolean     not null,
    seconds     integer     not null,
    book_hash   text        not null,
    result_hash text        not null,
    trades      integer     not null,
    parts       integer     not null,
    cleared_at  timestamptz not null,
    primary key (community, start, round)
);
insert into slot_round
select community, start, 0, true, seconds, book_hash, result_hash, trades, parts, cleared_at from slot;
