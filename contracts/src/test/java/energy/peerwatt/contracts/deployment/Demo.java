package energy.peerwatt.contracts.deployment;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.wallet.DemoWallets;
import energy.peerwatt.messages.id.CommunityId;
import java.time.Duration;

/** A plan as a local stack has it. Demo wallet 0 administers, 1 operates, 10 to 13 own the reserved accounts. */
final class Demo {
    static final CommunityId CELL = CommunityId.of("0192f7a0-c0de-7000-8000-00000000ce11");
    static final Duration WINDOW = Duration.ofSeconds(30);

    private Demo() {}

    static DeploymentPlan plan() {
        return new DeploymentPlan(
                CELL,
                owner(1),
                new DeploymentPlan.ReservedOwners(owner(10), owner(11), owner(12), owner(13)),
                WINDOW,
                Duration.ofMinutes(10),
                DeploymentPlan.USUAL_SALT);
    }

    static Address owner(int index) {
        return DemoWallets.wallet(index).address();
    }
}
