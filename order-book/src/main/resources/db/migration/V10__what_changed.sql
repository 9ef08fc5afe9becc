-- Which slots of a community changed, and when: so that whoever shows the books live, on any replica, reads again what
-- changed and nothing else. Written by triggers, in the transaction of the change, whatever statement makes it.

CREATE TABLE slot_change (
    community_id uuid        NOT NULL,
    slot_start   timestamptz NOT NULL,
    changed_at   bigint      NOT NULL,
    PRIMARY KEY (community_id, slot_start)
);
CREATE INDEX slot_change_in_order ON slot_change (community_id, changed_at);
COMMENT ON COLUMN slot_change.changed_at IS 'Next offset of the partition after the change; grows with each batch of commands.';

CREATE TABLE market_change (
    community_id uuid PRIMARY KEY,
    changed_at   bigint NOT NULL
);
COMMENT ON TABLE market_change IS 'When zones or members changed, and with them what every open slot would be cleared at.';

CREATE FUNCTION note_slot_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO slot_change (community_id, slot_start, changed_at)
    SELECT DISTINCT r.community_id, r.slot_start, p.next_offset
    FROM changed r
        JOIN community c ON c.id = r.community_id
        JOIN partition_offset p ON p.partition = c.partition
    ON CONFLICT (community_id, slot_start) DO UPDATE SET changed_at = excluded.changed_at
        WHERE slot_change.changed_at <> excluded.changed_at;
    RETURN NULL;
END
$$;

-- An order that was refused is in no book, and may name any time.
CREATE FUNCTION note_order_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO slot_change (community_id, slot_start, changed_at)
    SELECT DISTINCT r.community_id, r.slot_start, p.next_offset
    FROM changed r
        JOIN community c ON c.id = r.community_id
        JOIN partition_offset p ON p.partition = c.partition
    WHERE r.state <> 'REJECTED'
    ON CONFLICT (community_id, slot_start) DO UPDATE SET changed_at = excluded.changed_at
        WHERE slot_change.changed_at <> excluded.changed_at;
    RETURN NULL;
END
$$;

CREATE FUNCTION note_market_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO market_change (community_id, changed_at)
    SELECT DISTINCT r.community_id, p.next_offset
    FROM changed r
        JOIN community c ON c.id = r.community_id
        JOIN partition_offset p ON p.partition = c.partition
    ON CONFLICT (community_id) DO UPDATE SET changed_at = excluded.changed_at
        WHERE market_change.changed_at <> excluded.changed_at;
    RETURN NULL;
END
$$;

CREATE TRIGGER book_order_taken AFTER INSERT ON book_order REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_order_change();
CREATE TRIGGER book_order_changed AFTER UPDATE ON book_order REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_order_change();
CREATE TRIGGER book_sealed AFTER INSERT ON sealed_book REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_slot_change();
CREATE TRIGGER zone_defined AFTER INSERT ON zone REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_market_change();
CREATE TRIGGER zone_changed AFTER UPDATE ON zone REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_market_change();
CREATE TRIGGER member_defined AFTER INSERT ON member REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_market_change();
CREATE TRIGGER member_changed AFTER UPDATE ON member REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_market_change();

-- The row of a community also counts slots and balances; of its terms, these decide prices.
CREATE FUNCTION note_terms_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO market_change (community_id, changed_at)
    SELECT r.id, p.next_offset
    FROM changed r
        JOIN before b ON b.id = r.id
        JOIN partition_offset p ON p.partition = r.partition
    WHERE (r.rule, r.tick, r.gate_closure_seconds) IS DISTINCT FROM (b.rule, b.tick, b.gate_closure_seconds)
    ON CONFLICT (community_id) DO UPDATE SET changed_at = excluded.changed_at
        WHERE market_change.changed_at <> excluded.changed_at;
    RETURN NULL;
END
$$;
CREATE TRIGGER terms_changed AFTER UPDATE ON community REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_terms_change();

INSERT INTO slot_change (community_id, slot_start, changed_at)
SELECT DISTINCT community_id, slot_start, 0
FROM book_order
WHERE state = 'ACCEPTED';
