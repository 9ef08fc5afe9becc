-- What other services must hear, written in the transaction that made it true. Streams keep the order per key: a relay
-- takes a stream with FOR UPDATE SKIP LOCKED, and holds it by claimed_by until claimed_until while it sends. Times are real time.

CREATE TABLE outbox_stream (
    topic         text        NOT NULL,
    key           text        NOT NULL,
    claimed_by    uuid,
    claimed_until timestamptz,
    PRIMARY KEY (topic, key)
);

CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id   uuid        NOT NULL UNIQUE,
    topic      text        NOT NULL,
    key        text        NOT NULL,
    type       text        NOT NULL,
    subject    text        NOT NULL,
    event_time timestamptz NOT NULL,
    reason     text,
    payload    bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at    timestamptz,
    FOREIGN KEY (topic, key) REFERENCES outbox_stream
);
COMMENT ON COLUMN outbox.event_time IS 'Market time of what happened.';
COMMENT ON COLUMN outbox.reason IS 'Why a malformed command was put aside; null for events.';
CREATE INDEX outbox_unsent ON outbox (topic, key, id) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
