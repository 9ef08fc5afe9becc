-- A zone's definitions, each from its slot on; those that were there hold since the market's first slot. Limits in W.
ALTER TABLE zone
    ADD COLUMN effective_from timestamptz,
    ADD COLUMN version        bigint NOT NULL DEFAULT 0,
    ADD COLUMN parent         text,
    ADD COLUMN edge_fee       bigint NOT NULL DEFAULT 0,
    ADD COLUMN import_limit   bigint,
    ADD COLUMN export_limit   bigint;
UPDATE zone SET effective_from = community.first_slot FROM community WHERE community.id = zone.community_id;
ALTER TABLE zone
    ALTER COLUMN version DROP DEFAULT,
    ALTER COLUMN edge_fee DROP DEFAULT,
    DROP CONSTRAINT zone_pkey,
    ADD PRIMARY KEY (community_id, id, effective_from);
COMMENT ON COLUMN zone.version IS 'Of the grid operator''s zone tree; 0 where the community itself defined the zone.';
