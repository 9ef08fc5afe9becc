package energy.peerwatt.orderbook.clearing.domain.book;

/** How far energy may come; each includes those before it. Their places count in sealed books, from 0. */
public enum Tier {
    /** From the same building of the same zone. */
    BUILDING,
    /** From the same zone. */
    FEEDER,
    /** From the same zone, or one with the same parent. */
    SUBSTATION
}
