package energy.peerwatt.contracts.binding;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.messages.id.CommunityId;
import java.time.Duration;
import java.util.List;

/** Creation code of each contract with the arguments of its constructor. */
public final class Creation {
    private Creation() {}

    public static byte[] testEuro(Address minter) {
        return Artifact.of("TestEuro").creationCode(arguments().address(minter));
    }

    public static byte[] deviceRegistry(Address admin) {
        return Artifact.of("DeviceRegistry").creationCode(arguments().address(admin));
    }

    /** @param reserved owners of 0 operator, 1 grid fund, 2 demand-response fund, 3 insurance; all different */
    public static byte[] escrow(Address token, Duration thaw, Address admin, List<Address> reserved) {
        Arguments arguments =
                arguments().address(token).number(thaw.toSeconds()).address(admin);
        reserved.forEach(arguments::address);
        return Artifact.of("Escrow").creationCode(arguments);
    }

    public static byte[] settlementLedger(
            CommunityId cell, Address escrow, Duration challengeWindow, Address admin, Address operator) {
        return Artifact.of("SettlementLedger")
                .creationCode(arguments()
                        .fixed(cell.bytes())
                        .address(escrow)
                        .number(challengeWindow.toSeconds())
                        .address(admin)
                        .address(operator));
    }

    public static byte[] wattToken(Address admin) {
        return Artifact.of("WattToken").creationCode(arguments().address(admin));
    }

    /** @param activationDelay from the posting of a root to its first claim */
    public static byte[] rewardDistributor(Address token, Duration activationDelay, Address admin, Address oracle) {
        return Artifact.of("RewardDistributor")
                .creationCode(arguments()
                        .address(token)
                        .number(activationDelay.toSeconds())
                        .address(admin)
                        .address(oracle));
    }

    private static Arguments arguments() {
        return new Arguments(new byte[0]);
    }
}
