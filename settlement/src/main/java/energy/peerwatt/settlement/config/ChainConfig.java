package energy.peerwatt.settlement.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The chain and the contracts on it. */
@ConfigMapping(prefix = "peerwatt.chain")
public interface ChainConfig {
    @WithDefault("http://127.0.0.1:18545")
    URI rpc();

    /** The file the deployment wrote; without one settlement works, but nothing reaches the chain. */
    Optional<Path> addresses();

    /** Private key of the operator, 0x and 64 hex digits; without one the chain is only read. */
    Optional<String> operatorKey();

    /** Of one question to the node. */
    @WithDefault("PT5S")
    Duration timeout();

    /** How often the chain is looked at, in real time. */
    @WithDefault("1s")
    String poll();

    /** How often ledger and chain are compared, in real time. */
    @WithDefault("5s")
    String reconcile();

    /** Real time after a comparison without differences in which none is made. */
    @WithDefault("PT1M")
    Duration reconcileRest();

    /** Blocks on top of a block until it counts as final; 0 where the chain never turns back. */
    @WithDefault("2")
    int confirmations();

    /** Blocks a transaction may wait until it is offered with higher fees. */
    @WithDefault("5")
    int bumpAfterBlocks();
}
