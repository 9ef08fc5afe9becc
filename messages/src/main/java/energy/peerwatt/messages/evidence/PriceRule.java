package energy.peerwatt.messages.evidence;

/** How a call auction finds its one price inside the accepted orders' limits; see docs/market.md. */
public enum PriceRule {
    /** The middle of the interval at which nobody wants to trade more. */
    EQUILIBRIUM,
    /** Between the accepted limits, by how scarce supply is: ask + k (bid - ask), k = demand / (demand + supply). */
    SCARCITY,
    /** The middle between the highest ask and the lowest bid that trade. */
    MIDPOINT
}
