-- A slot is traded in rounds, each with its sealed book; those that were there are the last and only one of their slot.
ALTER TABLE community ADD COLUMN auction_every_seconds bigint;
COMMENT ON COLUMN community.auction_every_seconds IS 'Null for auctions at the gates only.';

ALTER TABLE sealed_book
    ADD COLUMN round   integer NOT NULL DEFAULT 0,
    ADD COLUMN last    boolean NOT NULL DEFAULT true,
    ADD COLUMN entered text    NOT NULL DEFAULT '{}';
ALTER TABLE sealed_book
    ALTER COLUMN round DROP DEFAULT,
    ALTER COLUMN last DROP DEFAULT,
    ALTER COLUMN entered DROP DEFAULT,
    DROP CONSTRAINT sealed_book_pkey,
    ADD PRIMARY KEY (community_id, slot_start, round);
COMMENT ON COLUMN sealed_book.entered IS 'JSON: by zone, what entered it in all rounds up to this one, net Wh.';

ALTER TABLE trade ADD COLUMN round integer NOT NULL DEFAULT 0;
ALTER TABLE trade ALTER COLUMN round DROP DEFAULT;
DROP INDEX trade_by_slot;
CREATE INDEX trade_by_slot ON trade (community_id, slot_start, round, trade_index);

-- Zones that the grid operator closed for a slot before its gate, and with them all zones below.
CREATE TABLE closed_zone (
    community_id uuid        NOT NULL,
    slot_start   timestamptz NOT NULL,
    zone_id      text        NOT NULL,
    PRIMARY KEY (community_id, slot_start, zone_id)
);
