-- What orders and members say beside what has a column of its own: JSON, null for nothing.
ALTER TABLE book_order ADD COLUMN terms text;
COMMENT ON COLUMN book_order.terms IS 'Validity, source, partners, gift, preferences.';
ALTER TABLE member
    ADD COLUMN neighbours text,
    ADD COLUMN connection text;
COMMENT ON COLUMN member.neighbours IS 'Of its rules: favourites, gift, whether partners may know it.';
COMMENT ON COLUMN member.connection IS 'Building, nameplates, owner.';
