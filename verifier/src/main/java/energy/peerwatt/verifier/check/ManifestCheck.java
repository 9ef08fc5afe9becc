package energy.peerwatt.verifier.check;

import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.verifier.CannotRun;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Line;
import energy.peerwatt.verifier.chain.ChainReader;
import java.math.BigInteger;
import java.util.List;

/** The manifest names this chain, and contracts that belong together and to this community. */
public final class ManifestCheck {
    private ManifestCheck() {}

    public static void run(Line<BundleManifest> line, ChainReader chain) throws Difference, CannotRun {
        BundleManifest manifest = line.value();
        line.same("manifest", "version", BundleManifest.VERSION, manifest.version());
        line.same("manifest", "chainId", chain.chainId(), manifest.chainId());
        for (String address : List.of(
                manifest.registry(), manifest.escrow(), manifest.ledger(), manifest.watt(), manifest.distributor())) {
            line.holds(address.matches("0x[0-9a-fA-F]{40}"), "manifest", "an address is 0x and 40 digits", address);
            line.holds(chain.hasCode(address), "manifest", "a contract stands at the address", address);
        }
        long head = chain.head();
        BigInteger cell = new BigInteger(1, manifest.community().bytes()).shiftLeft(128);
        line.same("manifest", "community", hex(chain.view(manifest.ledger(), "cell()", null, head)), hex(cell));
        line.same(
                "manifest",
                "escrow",
                hex(chain.view(manifest.ledger(), "escrow()", null, head)),
                hex(new BigInteger(manifest.escrow().substring(2), 16)));
        line.same(
                "manifest",
                "ledger",
                hex(chain.view(manifest.escrow(), "ledger()", null, head)),
                hex(new BigInteger(manifest.ledger().substring(2), 16)));
        line.same(
                "manifest",
                "watt",
                hex(chain.view(manifest.distributor(), "token()", null, head)),
                hex(new BigInteger(manifest.watt().substring(2), 16)));
    }

    private static String hex(BigInteger word) {
        return "0x" + word.toString(16);
    }
}
