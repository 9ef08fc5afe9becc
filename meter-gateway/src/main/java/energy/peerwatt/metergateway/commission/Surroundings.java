package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.RegistryEntry;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Manners;
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
        Roster roster,
        Registry registry,
        Clock market,
        Clock wall,
        Duration interval,
        Duration timeout) {

    /** Ways to the buses. */
    public interface Buses {
        /** The worker of a bus that the gateway reads anyway; two connections to one device would disturb each other. */
        Optional<BusWorker> shared(Endpoint endpoint);

        /**
         * Another bus; the caller closes the worker.
         *
         * @param atLeast how it is spoken to
         */
        BusWorker open(Endpoint endpoint, Manners atLeast);
    }

    /** The registry on chain. */
    public interface Registry {
        /**
         * @param token of whoever asks
         * @throws RefusedException if nobody who knows the chain answers
         */
        RegistryEntry lookUp(MeterId meter, String token) throws RefusedException, InterruptedException;
    }

    /** What the gateway knows of its meters. */
    public interface Neighbours {
        /** Another metering point that the gateway reads and that has this device. */
        Optional<String> holder(String serial, MeterId except);

        /** The serial number that the metering point has to have, as far as anybody has said. */
        Optional<String> expected(MeterId meter);

        /** What the inverter of the same home gives now, in W, if the gateway reads it. */
        Optional<Long> production(MeterId meter);
    }
}
