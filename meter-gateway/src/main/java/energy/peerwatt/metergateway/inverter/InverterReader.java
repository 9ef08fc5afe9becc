package energy.peerwatt.metergateway.inverter;

import energy.peerwatt.metergateway.inverter.domain.InverterName;
import energy.peerwatt.metergateway.inverter.domain.InverterState;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import energy.peerwatt.metergateway.sunspec.domain.InverterPicture;
import java.util.Optional;

/** One inverter. Used by the one thread that polls its home; what is known of it may be asked by any. */
public interface InverterReader {
    /** Reads the inverter once, after finding out who it is where that is due; empty if it does not answer. */
    Optional<InverterState> read() throws InterruptedException;

    Optional<InverterName> name();

    /** What an inverter said that describes itself; empty for others. */
    Optional<Known> known();

    /** What was discovered on one connection. Another connection may lead to another device. */
    record Known(long connection, Chain chain, InverterPicture.Identity identity, InverterPicture.Controls controls) {}
}
