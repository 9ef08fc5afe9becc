-- Null for auctions, as in all communities until now.
ALTER TABLE community ADD COLUMN mode text;
COMMENT ON COLUMN community.mode IS 'CONTINUOUS_ASK or CONTINUOUS_OLDER where orders meet as they come.';

-- What a slot would give depends on it, too.
CREATE OR REPLACE FUNCTION note_terms_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO market_change (community_id, changed_at)
    SELECT r.id, p.next_offset
    FROM changed r
        JOIN before b ON b.id = r.id
        JOIN partition_offset p ON p.partition = r.partition
    WHERE (r.rule, r.tick, r.gate_closure_seconds, r.mode)
        IS DISTINCT FROM (b.rule, b.tick, b.gate_closure_seconds, b.mode)
    ON CONFLICT (community_id) DO UPDATE SET changed_at = excluded.changed_at
        WHERE market_change.changed_at <> excluded.changed_at;
    RETURN NULL;
END
$$;
