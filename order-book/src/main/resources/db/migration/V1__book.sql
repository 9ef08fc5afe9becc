-- The state of all books, as the effects of their commands add up to, and how far each partition's log is applied.
-- Prices are micro-currency per kWh, money is nano-currency, energy is Wh, times are market time unless said.

CREATE TABLE partition_offset (
    partition   integer PRIMARY KEY,
    next_offset bigint  NOT NULL
);
COMMENT ON TABLE partition_offset IS 'Next command of each partition of the log; who cannot move it on has lost the partition.';

CREATE TABLE community (
    id                   uuid PRIMARY KEY,
    partition            integer NOT NULL,
    slot_minutes         integer,
    gate_closure_seconds bigint,
    rule                 text,
    tick                 bigint,
    first_slot           timestamptz,
    next_slot            timestamptz,
    balance_sequence     bigint NOT NULL
);
CREATE INDEX community_by_partition ON community (partition);

CREATE TABLE zone (
    community_id uuid   NOT NULL,
    id           text   NOT NULL,
    local_fee    bigint NOT NULL,
    PRIMARY KEY (community_id, id)
);

CREATE TABLE member (
    community_id            uuid   NOT NULL,
    account_id              uuid   NOT NULL,
    wallet                  text   NOT NULL,
    meter_id                uuid   NOT NULL,
    zone_id                 text   NOT NULL,
    feed_in                 bigint NOT NULL,
    retail                  bigint NOT NULL,
    automatic               boolean,
    lowest_sell             bigint,
    highest_buy             bigint,
    battery_reserve_percent integer,
    PRIMARY KEY (community_id, account_id)
);
CREATE INDEX member_by_meter ON member (meter_id);

CREATE TABLE balance (
    community_id uuid   NOT NULL,
    account_id   uuid   NOT NULL,
    available    bigint NOT NULL,
    PRIMARY KEY (community_id, account_id)
);

CREATE TABLE reservation (
    community_id uuid        NOT NULL,
    account_id   uuid        NOT NULL,
    slot_start   timestamptz NOT NULL,
    amount       bigint      NOT NULL,
    PRIMARY KEY (community_id, account_id, slot_start)
);

CREATE TABLE book_order (
    community_id uuid        NOT NULL,
    id           uuid        NOT NULL,
    account_id   uuid        NOT NULL,
    zone_id      text        NOT NULL,
    side         text        NOT NULL,
    slot_start   timestamptz NOT NULL,
    energy_wh    bigint      NOT NULL,
    limit_micro  bigint      NOT NULL,
    submitted_at timestamptz NOT NULL,
    state        text        NOT NULL,
    filled_wh    bigint      NOT NULL,
    violations   text,
    PRIMARY KEY (community_id, id)
);
CREATE INDEX book_order_open ON book_order (community_id, slot_start) WHERE state = 'ACCEPTED';
CREATE INDEX book_order_by_account ON book_order (community_id, account_id, slot_start);

CREATE TABLE sealed_book (
    community_id uuid        NOT NULL,
    slot_start   timestamptz NOT NULL,
    book_hash    text        NOT NULL,
    result_hash  text        NOT NULL,
    orders       integer     NOT NULL,
    trades       integer     NOT NULL,
    line         text        NOT NULL,
    PRIMARY KEY (community_id, slot_start)
);
COMMENT ON COLUMN sealed_book.line IS 'The bundle line of the book, canonical JSON, as it was sealed.';

CREATE TABLE trade (
    community_id uuid        NOT NULL,
    id           uuid        NOT NULL,
    slot_start   timestamptz NOT NULL,
    trade_index  integer     NOT NULL,
    sell_order   uuid        NOT NULL,
    buy_order    uuid        NOT NULL,
    seller       uuid        NOT NULL,
    buyer        uuid        NOT NULL,
    zone_id      text        NOT NULL,
    energy_wh    bigint      NOT NULL,
    price        bigint      NOT NULL,
    fee          bigint      NOT NULL,
    PRIMARY KEY (community_id, id)
);
CREATE INDEX trade_by_slot ON trade (community_id, slot_start, trade_index);

CREATE TABLE processed_command (
    id           uuid PRIMARY KEY,
    community_id uuid        NOT NULL,
    issued_at    timestamptz NOT NULL,
    violations   text
);
COMMENT ON COLUMN processed_command.violations IS 'Why it was refused; null when it was carried out.';
