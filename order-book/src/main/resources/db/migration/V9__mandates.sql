-- What households allow the agent to trade, as their wallets signed it. None is ever deleted: orders point at them.
CREATE TABLE trading_mandate (
    community_id uuid        NOT NULL REFERENCES community (id),
    account_id   uuid        NOT NULL,
    nonce        bigint      NOT NULL,
    hash         text        NOT NULL,
    chain_id     bigint      NOT NULL,
    signed       text        NOT NULL,
    given_at     timestamptz NOT NULL,
    withdrawn_at timestamptz,
    PRIMARY KEY (community_id, account_id, nonce)
);
CREATE UNIQUE INDEX trading_mandate_by_hash ON trading_mandate (community_id, hash);
COMMENT ON COLUMN trading_mandate.nonce IS 'The mandate of the highest nonce of a member is the one that holds.';
COMMENT ON COLUMN trading_mandate.hash IS 'EIP-712 digest of the mandate, what its orders carry.';
COMMENT ON COLUMN trading_mandate.signed IS 'JSON of the mandate and its signature.';
COMMENT ON COLUMN trading_mandate.given_at IS 'Market time.';

-- Orders that the agent placed at a time for one slot, signed once.
CREATE TABLE order_batch (
    community_id uuid        NOT NULL REFERENCES community (id),
    hash         text        NOT NULL,
    slot_start   timestamptz NOT NULL,
    signed       text        NOT NULL,
    PRIMARY KEY (community_id, hash)
);
COMMENT ON COLUMN order_batch.hash IS 'EIP-712 digest of the batch.';
COMMENT ON COLUMN order_batch.signed IS 'JSON of the batch and its signature.';

-- Orders that were placed under a mandate, and their way to the root of their batch.
CREATE TABLE mandated_order (
    community_id uuid        NOT NULL REFERENCES community (id),
    order_id     uuid        NOT NULL,
    account_id   uuid        NOT NULL,
    mandate      text        NOT NULL,
    side         text        NOT NULL,
    slot_start   timestamptz NOT NULL,
    energy_wh    bigint      NOT NULL,
    limit_micro  bigint      NOT NULL,
    submitted_at timestamptz NOT NULL,
    batch        text        NOT NULL,
    path         text        NOT NULL,
    PRIMARY KEY (community_id, order_id)
);
CREATE INDEX mandated_order_by_slot ON mandated_order (community_id, slot_start);
COMMENT ON TABLE mandated_order IS 'As signed, whatever was traded or cancelled of it.';
COMMENT ON COLUMN mandated_order.path IS 'JSON array of hashes, from the leaf up.';

-- What purchases of members with a mandate cost, or still can cost, for slots of a day.
CREATE TABLE day_spending (
    community_id uuid   NOT NULL REFERENCES community (id),
    account_id   uuid   NOT NULL,
    day          bigint NOT NULL,
    nano         bigint NOT NULL,
    PRIMARY KEY (community_id, account_id, day)
);
COMMENT ON COLUMN day_spending.day IS 'Days since 1970, UTC.';
COMMENT ON COLUMN day_spending.nano IS 'Nano-currency.';

-- How members kept to what they traded, for the last slots that each traded in. Wh.
CREATE TABLE delivery (
    community_id uuid        NOT NULL REFERENCES community (id),
    account_id   uuid        NOT NULL,
    slot_start   timestamptz NOT NULL,
    traded_wh    bigint      NOT NULL,
    kept_wh      bigint      NOT NULL,
    excused_wh   bigint      NOT NULL,
    PRIMARY KEY (community_id, account_id, slot_start)
);
COMMENT ON COLUMN delivery.kept_wh IS 'Delivered of sales or taken of purchases, by the own meter.';
COMMENT ON COLUMN delivery.excused_wh IS 'Shortfall that a call of the grid operator caused.';
