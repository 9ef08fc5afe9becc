create index trade_by_seller on trade (seller, slot_start);
create index trade_by_buyer on trade (buyer, slot_start);
