package energy.peerwatt.settlement.chain;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Writes the pipeline's steps to the log. */
@DefaultBean
@ApplicationScoped
class PipelineLog implements PipelineWatch {
    private static final Logger LOG = Logger.getLogger(PipelineLog.class);

    @Override
    public void reached(PipelineStep step, String businessKey) {
        LOG.debugf("%s: %s", businessKey, step);
    }
}
