package energy.peerwatt.supervisor.process;

import energy.peerwatt.servers.RunningServer;
import java.util.function.Supplier;

/**
 * A part of the stack that is one process.
 *
 * @param start starts it on what it left, returns when the process runs; fails with a message for people
 */
public record Part(String name, Supplier<RunningServer> start) {}
