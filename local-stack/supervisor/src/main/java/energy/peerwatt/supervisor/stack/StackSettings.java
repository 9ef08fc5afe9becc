package energy.peerwatt.supervisor.stack;

import energy.peerwatt.supervisor.ports.StackPorts;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run was asked for.
 *
 * @param repository where the built parts are
 * @param state folder of everything the stack remembers
 * @param fresh forget what it remembers
 * @param speed how many times as fast as real time the market goes
 * @param homes of the simulated street
 * @param profile recorded load and sun in place of the simulated ones, or null
 */
public record StackSettings(
        Path repository,
        Path state,
        boolean fresh,
        long speed,
        int homes,
        @Nullable Path profile,
        StackPorts ports) {}
