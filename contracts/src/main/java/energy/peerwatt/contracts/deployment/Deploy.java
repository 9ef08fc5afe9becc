package energy.peerwatt.contracts.deployment;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.JsonRpcChainClient;
import energy.peerwatt.contracts.wallet.LocalWallet;
import energy.peerwatt.messages.id.CommunityId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Deploys from a command line; see the module's README for the arguments. The administrator's key comes from the
 * environment, never from an argument, which other users of the machine could read.
 */
public final class Deploy {
    private static final String KEY = "PEERWATT_ADMIN_KEY";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int ARGUMENTS = 10;

    private Deploy() {}

    public static void main(String[] args) {
        String key = System.getenv(KEY);
        if (args.length != ARGUMENTS || key == null) {
            System.err.println("usage: " + KEY + "=<64 hex digits> Deploy <rpc url> <addresses.json> <community id>"
                    + " <operator> <reserved: operator> <grid fund> <demand response fund> <insurance>"
                    + " <challenge seconds> <thaw seconds>");
            System.exit(2);
        }
        DeploymentPlan plan = new DeploymentPlan(
                CommunityId.of(args[2]),
                Address.of(args[3]),
                new DeploymentPlan.ReservedOwners(
                        Address.of(args[4]), Address.of(args[5]), Address.of(args[6]), Address.of(args[7])),
                Duration.ofSeconds(Long.parseLong(args[8])),
                Duration.ofSeconds(Long.parseLong(args[9])),
                DeploymentPlan.USUAL_SALT);
        Addresses addresses = new Deployment(
                        new JsonRpcChainClient(URI.create(args[0]), TIMEOUT),
                        LocalWallet.of(HexFormat.of().parseHex(key)))
                .run(plan, Path.of(args[1]));
        System.out.println("token " + addresses.token().address());
        System.out.println("registry " + addresses.registry().address());
        System.out.println("escrow " + addresses.escrow().address());
        System.out.println("ledger " + addresses.ledger().address());
        System.out.println("watt " + addresses.watt().address());
        System.out.println("distributor " + addresses.distributor().address());
    }
}
