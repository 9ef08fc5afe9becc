package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.JsonRpcChainClient;
import energy.peerwatt.contracts.deployment.Addresses;
import energy.peerwatt.contracts.wallet.DemoWallets;
import energy.peerwatt.contracts.wallet.LocalWallet;
import energy.peerwatt.contracts.wallet.Wallet;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.settlement.batch.CommunityOnChain;
import energy.peerwatt.settlement.config.ChainConfig;
import energy.peerwatt.settlement.sql.Offload;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The way to the contracts. It may not be there yet when the service starts: it is tried until the addresses are written
 * and the node answers, and used only after chain id and code hashes were found right.
 */
@ApplicationScoped
public class ChainConnection implements CommunityOnChain {
    private static final Logger LOG = Logger.getLogger(ChainConnection.class);

    private final ChainConfig config;
    private final Offload offload;
    private volatile Optional<ChainContracts> contracts = Optional.empty();
    private volatile String state = "not tried yet";

    ChainConnection(ChainConfig config, Offload offload) {
        this.config = config;
        this.offload = offload;
    }

    /** A key that everybody knows stops the service before it does anything with it. */
    void refuseDemoKeyOffTheDemoChain(@Observes StartupEvent start) {
        addressesFile().map(Addresses::read).ifPresent(addresses -> wallet(addresses.chainId()));
    }

    /** Present once found right. */
    public Optional<ChainContracts> contracts() {
        return contracts;
    }

    @Override
    public Optional<CommunityId> community() {
        return contracts.map(ChainContracts::cell);
    }

    /** Why there is no connection, or that there is one. */
    public String state() {
        return state;
    }

    Uni<Optional<ChainContracts>> connect() {
        if (contracts.isPresent()) {
            return Uni.createFrom().item(contracts);
        }
        Optional<Path> file = addressesFile();
        if (file.isEmpty()) {
            state = "no addresses yet at "
                    + config.addresses().map(Path::toString).orElse("(not configured)");
            return Uni.createFrom().item(Optional.empty());
        }
        return offload.call(() -> open(file.get()))
                .onFailure()
                .invoke(failure -> {
                    if (!String.valueOf(failure.getMessage()).equals(state)) {
                        LOG.warnf("chain: no connection, will be tried again: %s", failure.getMessage());
                    }
                    state = String.valueOf(failure.getMessage());
                })
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(Optional.empty())
                .invoke(opened -> contracts = opened);
    }

    private ChainContracts open(Path file) {
        Addresses addresses = Addresses.read(file);
        ChainClient client = new JsonRpcChainClient(config.rpc(), config.timeout());
        addresses.verify(client);
        ChainContracts opened = new ChainContracts(
                client,
                addresses,
                addresses.ledgerContract().cell(client),
                addresses.ledgerContract().challengeWindow(client),
                wallet(addresses.chainId()));
        LOG.infof(
                "chain: connected to %s, ledger %s of community %s",
                config.rpc(), addresses.ledger().address(), opened.cell());
        state = "connected";
        return opened;
    }

    private Optional<Wallet> wallet(long chainId) {
        return config.operatorKey().map(hex -> {
            Wallet wallet = LocalWallet.of(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
            DemoWallets.requireOwnKey(wallet, chainId);
            return wallet;
        });
    }

    private Optional<Path> addressesFile() {
        return config.addresses().filter(Files::exists);
    }
}
