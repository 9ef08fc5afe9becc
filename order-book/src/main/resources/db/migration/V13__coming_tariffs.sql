ALTER TABLE member ADD COLUMN coming text;
COMMENT ON COLUMN member.coming IS 'JSON: tariffs for slots to come, where earlier slots have traded; null for none.';
