package energy.peerwatt.metergateway.inverter;

import energy.peerwatt.metergateway.inverter.domain.InverterName;
import energy.peerwatt.metergateway.inverter.domain.InverterState;
import java.util.Optional;
import org.jboss.logging.Logger;

/** An inverter that has to have a serial number: what another one says is not the home's. One that tells none is believed. */
public final class PinnedInverter implements InverterReader {
    private static final Logger LOG = Logger.getLogger(PinnedInverter.class);

    private final InverterReader reader;
    private final String serial;
    private boolean warned;

    /** @param serial the number that it has to have */
    public PinnedInverter(InverterReader reader, String serial) {
        this.reader = reader;
        this.serial = serial;
    }

    @Override
    public Optional<InverterState> read() throws InterruptedException {
        Optional<InverterState> state = reader.read();
        Optional<String> other = name().flatMap(InverterName::serial).filter(number -> !number.equals(serial));
        if (other.isPresent() && !warned) {
            LOG.warnf("inverter %s is expected, but %s answers: what it says is left out", serial, other.get());
        }
        warned = other.isPresent();
        return other.isEmpty() ? state : Optional.empty();
    }

    @Override
    public Optional<InverterName> name() {
        return reader.name();
    }

    @Override
    public Optional<Known> known() {
        return reader.known();
    }
}
