package energy.peerwatt.supervisor.provision;

import energy.peerwatt.contracts.wallet.DemoWallets;
import energy.peerwatt.contracts.wallet.Wallet;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.Uuids;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Who takes part in the demo: ids and keys that follow from fixed names and the public test phrase, so that every run
 * of every machine has the same ones. For a local chain only; {@link DemoWallets} refuses any other.
 */
public final class DemoCast {
    /** Of the second account of the public test phrase; the services take it for the demo chain only. */
    public static final String OPERATOR_KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

    public static final CommunityId COMMUNITY = new CommunityId(id("community"));
    public static final GatewayId GATEWAY = new GatewayId(id("gateway"));
    public static final GridZoneId ZONE = new GridZoneId("street");
    private static final int FIRST_HOUSEHOLD = 100;

    private DemoCast() {}

    /** Pays for the deployment, registers accounts, mints test euro. */
    public static Wallet admin() {
        return DemoWallets.wallet(0);
    }

    /** Commits batches. */
    public static Wallet operator() {
        return DemoWallets.wallet(1);
    }

    public static Wallet gridFund() {
        return DemoWallets.wallet(2);
    }

    public static Wallet demandResponseFund() {
        return DemoWallets.wallet(3);
    }

    public static Wallet insurance() {
        return DemoWallets.wallet(4);
    }

    /** Answers for the gateway. */
    public static Wallet gatewayHost() {
        return DemoWallets.wallet(5);
    }

    /** @param home from 0 */
    public static Wallet household(int home) {
        return DemoWallets.wallet(FIRST_HOUSEHOLD + home);
    }

    public static AccountId account(int home) {
        return new AccountId(id("account " + home));
    }

    public static MeterId meter(int home) {
        return new MeterId(id("meter " + home));
    }

    /** What the registry keeps instead of a description. */
    static Hash32 metaHash(String device) {
        return Hash32.of(hash("description of " + device));
    }

    private static UUID id(String name) {
        return Uuids.version8(hash(name));
    }

    private static byte[] hash(String name) {
        return Hashing.keccak256(("peerwatt local demo: " + name).getBytes(StandardCharsets.UTF_8));
    }
}
