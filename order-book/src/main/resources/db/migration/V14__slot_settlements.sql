-- How far settlement of slots has come, as it told.
CREATE TABLE slot_settlement (
    community_id uuid        NOT NULL REFERENCES community (id),
    slot_start   timestamptz NOT NULL,
    revision     integer     NOT NULL,
    complete     boolean     NOT NULL,
    PRIMARY KEY (community_id, slot_start)
);
COMMENT ON COLUMN slot_settlement.revision IS 'From 1; a later one corrects the one before.';
COMMENT ON COLUMN slot_settlement.complete IS 'Whether all readings it needs are there.';

CREATE TRIGGER slot_settled AFTER INSERT ON slot_settlement REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_slot_change();
CREATE TRIGGER slot_settled_again AFTER UPDATE ON slot_settlement REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_slot_change();
