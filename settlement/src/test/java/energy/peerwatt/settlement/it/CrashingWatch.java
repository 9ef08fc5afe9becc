package energy.peerwatt.settlement.it;

import energy.peerwatt.settlement.chain.PipelineStep;
import energy.peerwatt.settlement.chain.PipelineWatch;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets the pipeline die once at a step: everything that round held in memory is gone, as after kill -9, and the next
 * round has only what was stored.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class CrashingWatch implements PipelineWatch {
    private final AtomicReference<@Nullable PipelineStep> armed = new AtomicReference<>();

    @Override
    public void reached(PipelineStep step, String businessKey) {
        if (armed.compareAndSet(step, null)) {
            throw new Died(step);
        }
    }

    void arm(PipelineStep step) {
        armed.set(step);
    }

    boolean hasDied() {
        return armed.get() == null;
    }

    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Died(PipelineStep step) {
            super("died at " + step);
        }
    }
}
