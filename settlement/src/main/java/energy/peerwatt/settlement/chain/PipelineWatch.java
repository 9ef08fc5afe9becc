package energy.peerwatt.settlement.chain;

/** Told of every step of the pipeline, before the next one begins. */
public interface PipelineWatch {
    void reached(PipelineStep step, String businessKey);
}
