package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.RegistryEntry;
import energy.peerwatt.metergateway.link.BusPool;
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
        /**
         * The worker of a bus, which the caller shares with whoever uses it too: two connections to one device would
         * disturb each other.
         *
         * @param who for people
         * @param atLeast how it is spoken to
         * @throws RefusedException if somebody has it alone or speaks on it in another way, saying who
         */
        BusPool.Loan borrow(Endpoint endpoint, String who, Manners atLeast) throws RefusedException;

        /**
         * A line for one who tries other speeds on it.
         *
         * @throws RefusedException if anybody uses it, saying who
         */
        BusPool.Loan alone(Endpoint.Serial line, String who) throws RefusedException;

        /** As what and by whom a bus is used; empty for one that is free. */
        Optional<String> use(Endpoint endpoint);
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
