package energy.peerwatt.settlement.alarm;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Counts every alarm, and says each once: what fails is tried again several times a second, and the log must stay
 * readable until somebody comes.
 */
@ApplicationScoped
public class Alarms {
    private static final Logger LOG = Logger.getLogger(Alarms.class);

    private final MeterRegistry metrics;
    private final Map<String, String> said = new ConcurrentHashMap<>();

    Alarms(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /**
     * @param kind the tag of the metric {@code peerwatt.alarms}
     * @param subject what it is about
     */
    public void raise(String kind, String subject, String what) {
        metrics.counter("peerwatt.alarms", "kind", kind).increment();
        if (!what.equals(said.put(kind + " " + subject, what))) {
            LOG.errorf("%s: %s: %s", kind, subject, what);
        }
    }
}
