package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.ActivationCheck;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.seal.GatewayKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What commissioning needs of the gateway it is part of.
 *
 * @param market in which counters count
 * @param wall real time
 * @param interval between two reads of a measurement, real time
 * @param timeout for one request, real time
 */
public record Surroundings(
        GatewayId gateway,
        Profiles profiles,
        GatewayKeys keys,
        Buses buses,
        Neighbours neighbours,
        Clock market,
        Clock wall,
        Duration interval,
        Duration timeout) {

    /** Ways to the buses. */
    public interface Buses {
        /** The worker of a bus that the gateway reads anyway; two connections to one device would disturb each other. */
        Optional<BusWorker> shared(Endpoint endpoint);

        /** Another bus; the caller closes the worker. */
        BusWorker open(Endpoint endpoint);
    }

    /** What the gateway knows of its meters. */
    public interface Neighbours {
        /** How the gateway reads a metering point; empty if it does not. */
        Optional<ActivationCheck.Reading> reading(MeterId meter);

        /** Another metering point of the devices file that has this device. */
        Optional<String> holder(String profile, String serial, MeterId except);

        /** The serial number that the devices file says the metering point has. */
        Optional<String> expected(MeterId meter);

        /** What the inverter of the same home gives now, in W, if the gateway reads it. */
        Optional<Long> production(MeterId meter);
    }
}
