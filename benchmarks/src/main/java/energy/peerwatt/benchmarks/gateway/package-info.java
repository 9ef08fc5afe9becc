/** The gateway as it is delivered, in a process of its own, between thousands of simulated meters and a broker. */
@NullMarked
package energy.peerwatt.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
