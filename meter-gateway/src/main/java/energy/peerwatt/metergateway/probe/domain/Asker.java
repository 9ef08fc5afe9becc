package energy.peerwatt.metergateway.probe.domain;

import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.ReadRequest;

/** Puts questions to a bus. There is no way to write through it. */
@FunctionalInterface
public interface Asker {
    Exchange ask(ReadRequest request) throws InterruptedException;
}
