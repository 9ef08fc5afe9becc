package energy.peerwatt.settlement.chain;

/** The points between which a process may die; at each of them everything needed to go on is stored. */
public enum PipelineStep {
    SIMULATED,
    PLANNED,
    SIGNED_BEFORE_STORED,
    SIGNED,
    SENT_BEFORE_STORED,
    SENT,
    RECEIPT_BEFORE_STORED
}
