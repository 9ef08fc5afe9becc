package energy.peerwatt.settlement.it;

import energy.peerwatt.contracts.binding.SettlementLedgerContract;
import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.JsonRpcChainClient;
import energy.peerwatt.contracts.deployment.Addresses;
import energy.peerwatt.contracts.deployment.DirectTransactor;
import energy.peerwatt.contracts.wallet.DemoWallets;
import energy.peerwatt.contracts.wallet.Wallet;
import energy.peerwatt.messages.evidence.DeviceRegistration;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.settlement.reading.SealMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What a provisioner does on the chain, and what a test wants to know of it. */
final class Chain {
    private static final Hash32 META = new Hash32("0x" + "9".repeat(64));

    private final URI rpc;
    private final JsonRpcChainClient client;
    private final Addresses addresses;
    private final DirectTransactor admin;
    private final Instant deadline = Instant.now().plus(Duration.ofDays(3_650));

    Chain(URI rpc, Path addressesFile) {
        this.rpc = rpc;
        this.client = new JsonRpcChainClient(rpc, Duration.ofSeconds(10));
        this.addresses = Addresses.read(addressesFile);
        this.admin = new DirectTransactor(client, DemoWallets.wallet(0), Duration.ofSeconds(60));
    }

    /** A household's wallet; it needs no ether. */
    static Wallet household(int home) {
        return DemoWallets.wallet(30 + home);
    }

    void registerGateway(SealMaker gateway) {
        Wallet host = DemoWallets.wallet(2);
        var registration = new DeviceRegistration.Gateway(
                gateway.gateway(),
                host.address().hex(),
                P256.Point.of(gateway.key().getPublic()),
                META,
                addresses.registryContract().nonce(client, gateway.gateway()),
                deadline);
        Hash32 digest = registration.digest(addresses.registryContract().domain(addresses.chainId()));
        admin.send(addresses
                .registryContract()
                .register(registration, P256.signDigest(gateway.key().getPrivate(), digest), host.signDigest(digest)));
    }

    void registerMeter(SealMaker gateway, MeterId meter, int home, Instant validFrom) {
        var registration = new DeviceRegistration.Meter(
                meter,
                gateway.gateway(),
                household(home).address().hex(),
                META,
                validFrom,
                addresses.registryContract().nonce(client, meter),
                deadline);
        Hash32 digest = registration.digest(addresses.registryContract().domain(addresses.chainId()));
        admin.send(addresses
                .registryContract()
                .register(
                        registration,
                        P256.signDigest(gateway.key().getPrivate(), digest),
                        household(home).signDigest(digest)));
    }

    void openAccount(int home) {
        admin.send(addresses.escrowContract().openAccount(household(home).address()));
    }

    /** Money for the demand-response fund, index 2. */
    void endowFund(long euro) {
        deposit(DemoWallets.wallet(22).address(), euro);
    }

    long wattOf(int home) {
        return addresses
                .wattContract()
                .balanceOf(client, household(home).address())
                .nano();
    }

    /** @param euro whole */
    void deposit(int home, long euro) {
        deposit(household(home).address(), euro);
    }

    private void deposit(Address owner, long euro) {
        BigInteger units = BigInteger.valueOf(euro * 1_000_000);
        admin.send(addresses.tokenContract().mint(admin.wallet().address(), units));
        admin.send(addresses.tokenContract().approve(addresses.escrow().address(), units));
        admin.send(addresses.escrowContract().deposit(owner, units));
    }

    long balance(int index) {
        return addresses.escrowContract().balanceOf(client, index).nano();
    }

    SettlementLedgerContract.Head head() {
        return addresses.ledgerContract().head(client);
    }

    Hash32 hashOf(long batch) {
        return addresses.ledgerContract().hashOf(client, batch);
    }

    long operatorsTransactions() {
        return client.transactionCount(operator());
    }

    static Address operator() {
        return DemoWallets.wallet(1).address();
    }

    /** Takes the newest blocks back with all that was in them. */
    void reorganise(int depth) {
        ask("anvil_reorg", "[%d,[]]".formatted(depth));
    }

    /** Makes gas dearer than anybody offered; blocks without transactions bring it down again bit by bit. */
    void makeGasDear() {
        ask("anvil_setNextBlockBaseFeePerGas", "[\"0x%x\"]".formatted(6_000_000_000L));
    }

    void stopMining() {
        ask("evm_setIntervalMining", "[0]");
    }

    void goOnMining() {
        ask("evm_setIntervalMining", "[1]");
    }

    private void ask(String method, String parameters) {
        HttpRequest request = HttpRequest.newBuilder(rpc)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, parameters)))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            if (answer.contains("\"error\"")) {
                throw new IllegalStateException(answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
